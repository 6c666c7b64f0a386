"""Life cycles (办理流程): the states of a registration, an application, a publicity and a recommendation, as tables."""
