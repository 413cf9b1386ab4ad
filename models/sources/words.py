"""The words that traps are filled with: ours, not those of any public set."""

ROLES = (
    "minister", "engineer", "nurse", "farmer", "striker", "detective", "novelist", "mayor", "pilot",
    "teacher", "banker", "senator", "architect", "baker", "captain", "surgeon", "violinist",
    "broker", "diplomat", "gardener", "magistrate", "editor", "chemist", "plumber", "coach",
    "prince", "photographer", "miner", "clerk", "bishop", "economist", "jockey", "soldier",
)  # fmt: skip
# Past tense equals the participle, so that one form serves active and passive.
DEEDS = (
    "praised", "accused", "visited", "called", "blamed", "rescued", "hired", "questioned",
    "defeated", "replaced", "phoned", "ignored", "attacked", "thanked", "sued", "greeted",
    "betrayed", "supported", "followed", "warned", "interviewed", "paid", "insulted", "mocked",
    "welcomed", "deceived", "married", "dismissed", "criticised", "trusted",
)  # fmt: skip
ACTS = (
    "resigned", "arrived", "left", "slept", "smiled", "won", "waited", "escaped", "died", "shouted",
    "retired", "laughed", "disappeared", "confessed", "danced", "returned", "paid a fine", "lost",
    "protested", "apologised", "fell ill", "signed the deal", "opened a shop", "ran away",
)  # fmt: skip
NEAR = ("near", "behind", "beside", "next to", "in front of", "opposite", "with", "above")
PLACES = (
    "Lisbon", "Cardiff", "Nairobi", "Kyoto", "Denver", "Gdansk", "Lima", "Odessa", "Bergen",
    "Perth", "Tunis", "Quito", "Leeds", "Austin", "Pune", "Turin", "Ghent", "Halifax", "Cork",
)  # fmt: skip
PEOPLE = (
    "Anna Keller", "James Okoro", "Priya Nair", "Tom Wyatt", "Lucia Romero", "Hassan Aziz",
    "Mei Tanaka", "Peter Novak", "Grace Adeyemi", "Olaf Berg", "Ruth Cohen", "Diego Silva",
    "Karen Doyle", "Viktor Orlov", "Fatima Khan", "Sean Murphy", "Elena Popescu", "Mark Riley",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
THINGS = (
    "bridge", "stadium", "power plant", "museum", "hospital wing", "tunnel", "airport", "school",
    "factory", "railway line", "reservoir", "library", "shopping centre", "data centre",
)  # fmt: skip
COUNTED = ("people", "passengers", "homes", "workers", "protesters", "students", "vehicles")
HAPPENED = (
    "were injured in the fire", "were hurt when a train left the rails",
    "were affected by the flood", "were counted at the march", "were moved after the storm",
    "were caught up in the strike", "were damaged in the blast", "were held after the protest",
)  # fmt: skip
FIRMS = ("Norvane", "Alder Foods", "Kestrel Motors", "Brightline", "Vantix", "the bank", "Orchid")
OPPOSITES = (
    ("rose", "fell"), ("won the vote", "lost the vote"), ("approved the plan", "rejected the plan"),
    ("was acquitted", "was convicted"), ("opened the border", "closed the border"),
    ("raised prices", "cut prices"), ("made a profit", "made a loss"), ("survived", "died"),
    ("accepted the offer", "turned down the offer"), ("arrived early", "arrived late"),
    ("backed the law", "opposed the law"), ("increased output", "reduced output"),
    ("passed the test", "failed the test"), ("was released", "was kept in prison"),
    ("admitted the charge", "denied the charge"), ("hired staff", "laid off staff"),
    ("was guilty", "was innocent"), ("stayed in office", "left office"),
    ("lifted the ban", "upheld the ban"), ("beat the record", "missed the record"),
)  # fmt: skip
ALIKE = (
    ("bought the firm", "acquired the firm"), ("died", "passed away"),
    ("resigned", "stepped down"), ("approved the plan", "gave the plan its approval"),
    ("was arrested", "was taken into custody"), ("began on time", "started on time"),
    ("cut prices", "lowered prices"), ("called off the match", "cancelled the match"),
    ("was injured", "was hurt"), ("said no", "refused"),
    ("won the vote", "was the winner of the vote"),
    ("sold the house", "found a buyer for the house"), ("fired the coach", "dismissed the coach"),
    ("raised taxes", "put taxes up"), ("postponed the trial", "put off the trial"),
)  # fmt: skip
WIDER = (
    ("a car", "a vehicle"), ("a dog", "an animal"), ("a violin", "an instrument"),
    ("a rose", "a flower"), ("an apartment", "a home"), ("a rifle", "a weapon"),
    ("a daughter", "a child"), ("a ferry", "a boat"), ("a novel", "a book"), ("an oak", "a tree"),
    ("a hammer", "a tool"), ("an apple", "some fruit"), ("a laptop", "a computer"),
)  # fmt: skip
PLANS = (
    "plans to open", "hopes to open", "has promised to open", "is considering opening",
    "was asked to open", "may open", "intends to open", "wants to open", "is expected to open",
)  # fmt: skip
UNDONE = (
    "failed to open", "refused to open", "was unable to open", "decided not to open",
    "stopped short of opening", "dropped plans to open",
)  # fmt: skip
OFFICES = (
    "chairman", "treasurer", "finance minister", "head coach", "chief executive", "deputy mayor",
    "spokesman", "ambassador", "goalkeeper",
)  # fmt: skip
DOUBT = (
    "Perhaps", "Possibly", "Maybe", "Supposedly", "Allegedly", "Hopefully", "Probably",
)  # fmt: skip
FACT = ("Clearly", "Certainly", "Of course", "Without a doubt", "Indeed", "Luckily")
THINKS = ("thought", "believed", "hoped", "claimed", "suspected", "feared", "doubted", "guessed")
KNOWS = ("knew", "realised", "forgot", "remembered", "noticed", "regretted", "discovered")
