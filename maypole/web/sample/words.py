"""The words that invented names are made of. None is the name of a body that exists, as far as we know."""

TREES = (
    "Alder", "Ashlea", "Beechcroft", "Blackthorn", "Bramble", "Campion", "Cherrymead", "Clover", "Elderflower",
    "Fernhill", "Foxglove", "Gorse", "Harebell", "Hawthorn", "Hazelbrook", "Heather", "Hollin", "Honeysuckle",
    "Ivybank", "Juniper", "Kestrel", "Lapwing", "Larkspur", "Linden", "Lowmeadow", "Maple", "Marsh", "Meadowsweet",
    "Mistle", "Nettlebed", "Oakapple", "Orchard", "Osier", "Otter", "Partridge", "Pear Tree", "Plover", "Poppyfield",
    "Primrose", "Redwing", "Rosehip", "Rowan", "Rushy", "Saffron", "Skylark", "Sorrel", "Sparrow", "Speedwell",
    "Starling", "Swallow", "Sycamore", "Tansy", "Teasel", "Thistle", "Thrush", "Violet", "Wagtail", "Willow",
    "Woodbine", "Wren", "Yarrow", "Yew Tree",
)  # fmt: skip
WAYS = (
    "Bank", "Bridge", "Brook", "Common", "Cross", "Drove", "End", "Field", "Gate", "Green", "Hill", "Lane", "Mead",
    "Mill", "Park", "Road", "Street", "Way", "Wharf", "Wood",
)  # fmt: skip
SAINTS = (
    "Saint Aldith", "Saint Botwin", "Saint Brannoc", "Saint Cuthwin", "Saint Eadburg", "Saint Edwen", "Saint Frithe",
    "Saint Godric", "Saint Hilda", "Saint Ivo", "Saint Kenelm", "Saint Milburga", "Saint Oswin", "Saint Werburga",
)  # fmt: skip
SCHOOLS = {
    "primary": ("Primary School", "Primary Academy", "Community Primary School", "Junior School", "Infant School"),
    "secondary": ("Academy", "Community School", "High School", "School"),
    "nursery": ("Nursery School",),
    "other": ("School", "Special School", "Academy"),
    "16plus": ("Sixth Form College",),
    "all_through": ("All-through Academy",),
}
TRADES = (
    "Bell", "Brick", "Candle", "Clay", "Clock", "Coal", "Cotton", "Fen", "Glass", "Hosiery", "Iron", "Lace", "Lamp",
    "Leather", "Loom", "Needle", "Paper", "Pin", "Pottery", "Rope", "Salt", "Shoe", "Silk", "Slate", "Stocking", "Tram",
    "Water", "Wheel", "Wool",
)  # fmt: skip
MUSEUMS = ("Museum", "Mill Museum", "Heritage Centre", "Hall Museum", "House and Garden", "Windmill", "Works Museum")
THEATRES = ("Theatre", "Playhouse", "Arts Centre", "Little Theatre", "Corn Exchange")
COMPANIES = {
    "dance": ("Dance", "Dance Company", "Movement"),
    "theatre": ("Theatre Company", "Players", "Puppets"),
    "music": ("Music", "Youth Orchestra", "Singing", "Brass for All"),
    "visual": ("Gallery", "Art Room", "Print Studio"),
    "craft": ("Kiln", "Textiles", "Makers"),
    "film": ("Film Lab", "Pictures"),
    "literature": ("Words", "Story House"),
    "digital": ("Digital Lab", "Code and Colour"),
    "heritage": ("Heritage Trust", "History Project"),
}
FIRST = ("Little", "Big", "Open", "Common", "Second", "Bright", "Many", "Far", "Paper", "Loose", "Tall", "Quiet")
THINGS = (
    "Anvil", "Barge", "Bellows", "Bird", "Boat", "Bobbin", "Button", "Drum", "Feather", "Finch", "Hare", "Heron",
    "Kite", "Ladder", "Lantern", "Moth", "Ribbon", "Shuttle", "Spindle", "Spoon", "Thimble", "Thread", "Wheel",
)  # fmt: skip
GIVEN = ("Ada", "Bela", "Cyn", "Dara", "Edie", "Femi", "Gwen", "Hana", "Idris", "Jo", "Kit", "Lena", "Mo", "Nia", "Omi")
FAMILY = (
    "Ashgrove",
    "Birdsall",
    "Cropper",
    "Dunmoor",
    "Eastlea",
    "Fairbank",
    "Garside",
    "Hollins",
    "Ingleby",
    "Jessop",
)
OFFERS = {
    "dance": ("Dance with a live drummer", "Make a dance of your street", "A term of Friday dance"),
    "theatre": ("Make a show in a day", "Behind the curtain", "Shakespeare on your feet", "Puppets from scraps"),
    "music": ("Sing together: four visits", "Try an orchestra", "Write a class song", "Drums for everybody"),
    "visual": ("Draw big", "Colour from plants", "Portraits of our place", "Print a poster"),
    "craft": ("Clay with no kiln", "Weave a wall", "Lace by lamplight"),
    "film": ("A film in five days", "Animate a poem"),
    "literature": ("A poet for a week", "Our own storybook"),
    "digital": ("Games that tell stories", "Light and sound lab"),
    "heritage": ("Meet the makers of 1842", "Object detectives", "A loan box for your class", "Walk the old canal"),
    "museums": ("Be a curator for a day", "Fossils, hands on", "Victorian washday", "A loan box for your class"),
}
ROLES = ("Learning team", "Schools and families", "Education officer's desk", "Front desk", "Company office")
