"""What is measured of a body: weight, measurements, what a member thought of, and where it shall go."""
