"""The words that the rules of `inflect` would get wrong, by version of the schema file.

A version's table is frozen: changing one would rename tables of existing projects. New words are
added to the table of the next version.

Of two common plurals the table has the one used in software: `indexes` (as in the manuals of all
three databases; `indices` is recognized), `matrices`, `vertices`, `data` of `datum`, `mediums` of
`medium`, while `media` is uncountable. `bases` is read as the plural of `base`, not of `basis`;
`axes` as of `axis`, not of `axe`; `leaves` as of `leaf`, not of `leave`.
"""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.values import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    listed = text.split()
    return dict(zip(listed[::2], listed[1::2], strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """Lower-case words in the groups that the rules of `inflect` look up.

    uncountable: the plural is the singular.
    uncountable_suffixes: likewise every word that ends in one of these.
    irregular: singular to plural.
    suffixes: likewise for endings, except of the words in `not_suffixed`.
    also_plural: recognized as a plural, never written.
    ends_in_s: singulars that end in a single s.
    ends_in_u: their plurals end in -us; every other word in -us is a singular.
    singular_is: endings of singulars, except of the words in `ends_in_i`.
    ends_in_e: their e is not part of the plural's -es (shoes, cookies, caches, uses).
    plural_in_oes: words in -o with the plural -oes.
    hard_ch: endings in a ch that is pronounced k, with a plain s.
    """

    uncountable: frozenset[str]
    uncountable_suffixes: tuple[str, ...]
    irregular: Mapping[str, str]
    suffixes: Mapping[str, str]
    not_suffixed: frozenset[str]
    also_plural: Mapping[str, str]
    ends_in_s: frozenset[str]
    ends_in_e: frozenset[str]
    singular_is: tuple[str, ...]
    ends_in_i: frozenset[str]
    ends_in_u: frozenset[str]
    plural_in_oes: frozenset[str]
    hard_ch: tuple[str, ...]


_VERSION_1 = WordTable(
    uncountable=_words("""
        accommodation advice aircraft airtime analytics apparel athletics aws baggage barracks
        billiards bison cannabis cash cattle chaos chassis chess clothes clothing cms crossroads
        css cutlery debris devops diabetes dns economics electricity electronics equipment ethics
        evidence feedback firmware fitness furniture gallows garbage genetics genomics gis gps
        gymnastics hardware headquarters health homework hovercraft https humidity iaas info
        information infrastructure ios jewellery jewelry knowledge kudos laundry legislation
        lightning linguistics livestock lms logistics luggage machinery malware mathematics
        measles media merchandise metadata middleware miniseries mms money moose multimedia mumps
        music news nutrition offspring ops os paas pants paperwork physics police politics
        pollution pos progress pyjamas rabies rainfall ransomware research rice rss saas salmon
        scissors seafood series sms software spacecraft spam spyware staff stationery subseries
        swine teamwork tennis timeseries tls traffic trousers trout vps watercraft weather wheat
        wildlife wms
    """),
    uncountable_suffixes=("deer", "fish", "sheep", "species"),
    irregular=_pairs("""
        addendum addenda  alga algae  alumnus alumni  appendix appendices  axis axes
        bacterium bacteria  basis bases  codex codices  crisis crises  criterion criteria
        curriculum curricula  datum data  die dice  ellipsis ellipses  emphasis emphases
        erratum errata  fez fezzes  fungus fungi  genesis geneses  goose geese  larva larvae
        louse lice  matrix matrices  metamorphosis metamorphoses  nemesis nemeses
        neurosis neuroses  nucleus nuclei  oasis oases  ovum ova  ox oxen
        phenomenon phenomena  psychosis psychoses  quiz quizzes  radius radii
        stimulus stimuli  stratum strata  symbiosis symbioses  synopsis synopses
        topaz topazes  vertebra vertebrae  vertex vertices  whiz whizzes
    """),
    suffixes=_pairs("""
        person people  child children  man men  tooth teeth  foot feet  mouse mice
        leaf leaves  loaf loaves  elf elves  half halves  calf calves  wolf wolves
        thief thieves  scarf scarves  sheaf sheaves  knife knives  wife wives  life lives
        thesis theses  lysis lyses  gnosis gnoses
    """),
    not_suffixed=_words("""
        ataman brahman caiman cayman doberman german hetman human norman ottoman pacman roman
        shaman subhuman superhuman talisman walkman bluetooth
        abdomen acumen albumen amen bitumen cyclamen foramen hymen lumen numen omen ramen
        regimen rumen semen specimen stamen yemen olives twelves pumice
    """),
    also_plural=_pairs("""
        antennae antenna  apices apex  busses bus  cacti cactus  dwarves dwarf
        formulae formula  gasses gas  hooves hoof  indices index  memoranda memorandum
        nebulae nebula  octopi octopus  referenda referendum  schemata schema
        spectra spectrum  stadia stadium  stigmata stigma  syllabi syllabus
        vortices vortex  wharves wharf
    """),
    ends_in_s=_words("""
        alias atlas bias biogas canvas christmas cosmos ethos gas lens pancreas pathos
        rhinoceros summons thermos whereas yes
        basis chrysalis clitoris dermis epidermis glottis ibis iris mantis pelvis penis
        portcullis trellis
    """),
    ends_in_e=_words("""
        aloe canoe doe floe foe hoe horseshoe mistletoe oboe overshoe roe shoe sloe snowshoe
        throe tiptoe toe woe
        aerie auntie aussie beanie bestie birdie bogie boogie bookie bowtie brownie budgie
        caddie calorie collie cookie coterie cowrie cutie die eerie foodie freebie genie
        goalie goodie groupie hippie homie hoodie indie junkie kilocalorie laddie lassie
        leftie lie magpie meanie menagerie mountie movie necktie newbie nightie oldie
        patisserie pie pinkie pixie prairie quickie reverie roadie rookie roomie rotisserie
        selfie smoothie softie sortie sweetie talkie techie tie townie veggie walkie yuppie
        zombie
        ache apache avalanche backache bellyache brioche cache cartouche cliche creche douche
        earache geocache gouache headache heartache microfiche moustache mustache niche
        panache pastiche porsche psyche quiche stomachache toothache tranche
        abuse disuse excuse fuse hypotenuse misuse muse overuse recluse refuse reuse ruse use
        base crevasse finesse impasse lacrosse mousse posse
    """),
    singular_is=("sis", "xis", "itis", "polis"),
    ends_in_i=_words("graffiti maxi pepsi psi taxi"),
    ends_in_u=_words("""
        apu bayou bureau caribou cpu ecu emu flu gnu gpu guru haiku hindu iou kudu mcu menu milieu
        plateau sku snafu submenu sudoku tableau tofu tpu tutu zebu
    """),
    plural_in_oes=_words("""
        antihero buffalo cargo dingo domino echo embargo go hero innuendo mango mosquito
        mulatto potato superhero tomato tornado torpedo veto volcano
    """),
    hard_ch=(
        *("czech", "diptych", "epoch", "eunuch", "hierarch", "loch", "matriarch", "monarch"),
        *("oligarch", "patriarch", "stomach", "tech", "triptych"),
    ),
)

WORD_TABLES: Mapping[int, WordTable] = {1: _VERSION_1}
