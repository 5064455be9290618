"""How lists are taken in: any table is read, each row counted, what cannot be used is refused in clear words."""
