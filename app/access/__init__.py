"""Who is at the door and what they may open: sign-in, sessions, permissions, guards."""
