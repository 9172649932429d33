"""Plugin: the club. Its floor is kept by the import contracts; its rooms come with the club itself."""
