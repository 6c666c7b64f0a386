"""Steps (办理): what people and the clock do to registrations, applications, publicities and recommendations."""
