"""The reviewer's pages: the queue, the case, the decision."""
