"""The Discord side with the real library against the stand-in, and the whole bot behind it."""
