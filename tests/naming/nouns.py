"""Common nouns and their plurals, as names of models."""

from __future__ import annotations

_REGULAR = """
account action activation actor ad agent agreement airport album alert amount answer apartment app
appointment area argument article artist asset assignment attachment attempt attendee auction
author award balance ball band bank banner bed bid bill blog board boat bond book booking boot
brand breed browser budget bug building button buyer cab calendar call camera campaign car card
cart cat chair channel chapter chart check client clinic clock cloud club coin color column
comment component concert condition contact content contract counter coupon course credit crew cup
customer date day deal dealer department deposit desk detail device diagram director discount
district doctor document dog domain donation door draft driver earning editor element employee
employer engine event exam exchange export fact factor fan farm feature fee feed field file film
filter flag flight floor flower folder follower form forum friend game garden gate gift goal grade
grant graph group guest guide habit hall hat head heading hint holiday hotel hour idea image
import incident income ingredient input instrument insurer integration interest interview
invitation item job joint journal journey kernel key kid kind label lamp land language laptop law
lead league lecture lesson letter level limit line link list loan location lock log lot machine
mail manager map margin market meal measure meeting member mention menu merchant message meter
method metric mile milestone minute mission model module monitor month moon name neighbor network
nickname node note notification number object offer officer opinion option order organization
configured output owner page pair panel parameter parcel parent park part partner passenger passport
path patient pattern payment peer pen permission pet petition phone pilot pipeline pizza place
plan planet plant platform player plug plugin poem point poll pool port post preference premium
price printer prison profile program project run_plan provider publisher quarter question queue
quota quote rank rate rating reader reason receipt recipient record region relation rental repair
report request review revision reward ride right ring river road robot role room root route row
rule sample scene schema school score screen seat section seller sensor server session setting
shift ship shipment shop show signal site skill slot snapshot soldier song source speaker sport
stage stall stamp star state station step stigma stock storage stream street student subject
subscriber subscription suburb sum supplier symbol system table tag talk target task team template
tenant term test text theme thread ticket time title token tool topic tour town toy track trade
train transaction transfer trip truck turn tutor type unit update upload user value vehicle vendor
version village vote voucher wallet ward warden website week weight wheel window winner word
worker year zone
"""
# singular plural, two a group: the words that rules or Sequelize's inflection get wrong.
_PAIRS = """
abuse abuses  access accesses  address addresses  agency agencies  alias aliases
analysis analyses  api apis  appendix appendices  approach approaches  archive archives
atlas atlases  avalanche avalanches  axis axes  base bases  basket baskets  batch batches
bench benches  bias biases  bluetooth bluetooths  body bodies  bonus bonuses
bookshelf bookshelves  boss bosses  box boxes  boy boys  branch branches  bus buses
business businesses  cache caches  cafe cafes  calf calves  calorie calories  campus campuses
canoe canoes  canvas canvases  cargo cargoes  case cases  category categories  cause causes
cave caves  census censuses  chef chefs  chief chiefs  child children  church churches
city cities  class classes  clause clauses  cliff cliffs  company companies  consensus consensuses
cookie cookies  copy copies  corpus corpuses  country countries  crisis crises  criterion criteria
currency currencies  curve curves  database databases  datum data  delivery deliveries
diagnosis diagnoses  dish dishes  drive drives  echo echoes  embargo embargoes
enterprise enterprises  entry entries  epoch epochs  excuse excuses  exercise exercises
expense expenses  factory factories  fax faxes  fireman firemen  focus focuses  foot feet
fox foxes  fuse fuses  gallery galleries  gas gases  german germans  giraffe giraffes
glass glasses  glove gloves  goose geese  grandchild grandchildren  half halves
headache headaches  hero heroes  hive hives  hoodie hoodies  horse horses  house houses
human humans  hypothesis hypotheses  inch inches  index indexes  inventory inventories
iris irises  key keys  kilo kilos  kiss kisses  knife knives  lady ladies  leaf leaves
lease leases  lens lenses  library libraries  license licenses  lie lies  life lives  logo logos
loss losses  lunch lunches  man men  mass masses  match matches  matrix matrices  medium mediums
memo memos  menu menus  misery miseries  monarch monarchs  monkey monkeys  mouse mice  move moves
movie movies  museum museums  mustache mustaches  native natives  necktie neckties  niche niches
nucleus nuclei  nurse nurses  oasis oases  objective objectives  olive olives  ottoman ottomans
ox oxen  party parties  pass passes  patch patches  pause pauses  penny pennies  person people
phase phases  phenomenon phenomena  photo photos  phrase phrases  piano pianos  pie pies
policy policies  porch porches  portfolio portfolios  potato potatoes  prefix prefixes
price prices  prize prizes  process processes  promise promises  proof proofs  property properties
prospectus prospectuses  purchase purchases  purpose purposes  quality qualities
quantity quantities  quiz quizzes  radio radios  ratio ratios  reef reefs  release releases
reply replies  reserve reserves  response responses  reuse reuses  roof roofs  rose roses
safari safaris  safe safes  salary salaries  salesman salesmen  salesperson salespeople
scarf scarves  schema schemas  selfie selfies  shelf shelves  shoe shoes  size sizes  sku skus
sleeve sleeves  soliloquy soliloquies  specimen specimens  spouse spouses  staffer staffers
status statuses  stimulus stimuli  stomach stomachs  story stories  strategy strategies
studio studios  subcategory subcategories  suffix suffixes  summary summaries  supply supplies
survey surveys  switch switches  synopsis synopses  talisman talismans  tariff tariffs
tattoo tattoos  tax taxes  taxi taxis  thesis theses  thief thieves  tie ties  toe toes
tomato tomatoes  tooth teeth  toothache toothaches  torpedo torpedoes  try tries  tuna tunas
use uses  valve valves  vertex vertices  veto vetoes  video videos  virus viruses  waltz waltzes
warehouse warehouses  watch watches  wave waves  wharf wharfs  wife wives  wiki wikis  wish wishes
witness witnesses  wolf wolves  woman women  zero zeros  zombie zombies  zoo zoos
"""
_UNCOUNTABLE = """
aircraft analytics chassis clothes deer devops equipment feedback fish furniture goldfish hardware
headquarters information knowledge logistics luggage media metadata middleware money moose music
news offspring police research rice series sheep sms software species staff subspecies traffic
weather
"""

UNCOUNTABLE = _UNCOUNTABLE.split()
_flat = _PAIRS.split()
IRREGULAR = dict(zip(_flat[::2], _flat[1::2], strict=True))
PLURALS = {noun: f"{noun}s" for noun in _REGULAR.split()} | IRREGULAR
