"""Whether a name is a person's: somebody who works alone is shown at the level of the district, never at a door."""

from maypole.directory.matching.names import plain_words

GIVEN_NAMES = frozenset(
    """
    aaron abigail adam adrian aidan aisha alan alastair alex alexander alexandra alice alison alistair amanda amber amy
    andrea andrew angela angie anita ann anna anne annette annie anthony antonia april arthur ashley audrey barbara
    barry beatrice becky belinda ben benjamin bernadette bernard beth bethany beverley bill bob brenda brian bridget
    bruce bryony callum cara carl carla carly carol carole caroline carolyn catherine cathy ceri charles charlie
    charlotte cheryl chloe chris christina christine christopher ciara claire clare claudia clive colette colin connor
    craig daisy dan daniel danielle darren dave david dawn dean deborah debbie debra denise dennis derek diana diane
    dominic donna doreen dorothy doug duncan edward eileen elaine eleanor elena elizabeth ella ellen ellie emily emma
    eric erin esther eve evelyn faye felicity fiona fran frances francesca frank fred freya gail gareth gary gavin
    gemma geoff george georgia georgina gerald gill gillian gina glenn gordon grace graham greg hannah harriet harry
    hayley hazel heather heidi helen helena henry hilary holly howard hugh ian imogen irene isabel isobel ivan jack
    jackie jacqueline jacob jade james jamie jan jane janet janice jason jayne jean jeanette jeff jen jenna jennie
    jennifer jenny jeremy jess jessica jill jim jo joan joanna joanne joe john johnny jon jonathan josephine joseph
    josh joshua joy joyce juan judith judy julia julian julie juliet june justin karen karl kat kate katharine
    katherine kathleen kathryn kathy katie katy kay keith kelly ken kenneth kerry kevin kim kirsten kirsty kristina
    laura lauren laurence leah leanne lee lesley leslie lewis liam lily linda lindsay lisa liz lizzie lorna lorraine
    louis louisa louise lucy luke lydia lyn lynda lynn lynne maddy madeleine maggie malcolm mandy marc marcus margaret
    maria marian marie marilyn marion mark martin martine mary matt matthew maureen maxine megan mel melanie melissa
    mhairi michael michelle mick mike miranda miriam moira molly mona morgan nadia nancy naomi natalie natasha neil
    nicholas nick nicky nicola nigel nina norma oliver olivia oscar owen pam pamela pat patricia patrick paul paula
    pauline penelope penny pete peter phil philip philippa phoebe phyllis polly rachael rachel raj ralph ray rebecca
    rhiannon richard rita rob robert roberta robin roger ron rosa rose rosemary rosie roy ruby russell ruth ryan sally
    sam samantha samuel sandra sara sarah scott sean shannon sharon sheila shirley simon sonia sophia sophie stacey
    stella stephanie stephen steve steven stuart sue susan susanna susannah suzanne sylvia tamsin tanya tara ted teresa
    terry tess thea theresa thomas tim timothy tina toby tom tony tracey tracy trevor trish ursula val valerie vanessa
    vera veronica vicky victoria vincent violet virginia vivien wayne wendy will william yasmin yvonne zara zoe
    """.split()
)
TRADES = frozenset(
    ["artist", "practitioner", "illustrator", "maker", "musician", "poet", "potter", "ceramicist", "author"]
)
BODIES = frozenset(
    """
    academy arts associates band centre choir club college collective community company council dance ensemble
    federation festival foundation gallery group house hub library limited ltd media museum music opera orchestra
    partnership performing photography pottery press productions project projects school services society stage studio
    studios theatre trust university workshop workshops and drama
    """.split()
)
MOST_WORDS = 4


def sounds_like_a_person(name: str) -> bool:
    """Return whether a name is most likely a person's; where in doubt, a given name first is taken for one."""
    words = plain_words(name.split(" - ")[0])
    if not 2 <= len(words) <= MOST_WORDS or words[0] not in GIVEN_NAMES:
        return False
    return not BODIES.intersection(words) or (bool(TRADES.intersection(words)) and len(words) > 2)
