"""The one file that knows of courses: connected when they are installed, through their signals and their api alone."""
