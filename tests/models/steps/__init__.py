"""What people and the clock do to registrations, applications, publicities and recommendations."""
