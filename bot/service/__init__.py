"""Acts: answers what comes in, keeps what was promised."""
