"""What is kept of the promises while platforms, databases, clocks and processes fail."""
