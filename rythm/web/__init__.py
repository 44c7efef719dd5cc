"""How the program meets the browser: the built frontend, the server, and the guards around both."""
