/// Words from which people and clients are made up.
enum Names {
  static let given = [
    "Pat", "Robin", "Maria", "Jonas", "Zoë", "Imran", "Grace", "Tom", "Aiko", "Elena", "Noah",
    "Priya", "Luis", "Hannah", "Omar", "Ruth", "Felix", "Nadia", "Carl", "Ines", "Marek", "Joy",
    "René", "Sofia", "Victor", "Wendy", "Yusuf", "Clara", "Ivan", "Mei",
  ]
  /// The given names as they stand in addresses, in the same order.
  static let givenPlain = [
    "pat", "robin", "maria", "jonas", "zoe", "imran", "grace", "tom", "aiko", "elena", "noah",
    "priya", "luis", "hannah", "omar", "ruth", "felix", "nadia", "carl", "ines", "marek", "joy",
    "rene", "sofia", "victor", "wendy", "yusuf", "clara", "ivan", "mei",
  ]
  static let family = [
    "Doe", "Keller", "Santos", "Lindqvist", "Okoye", "Patel", "Novak", "Garcia", "Tanaka",
    "Muller", "Rossi", "Chen", "Dubois", "Haddad", "Walsh", "Petrov", "Nguyen", "Brandt",
    "Silva", "Moreau", "Larsen", "Ortiz", "Kowalski", "Reed", "Fischer", "Mbeki", "Yilmaz",
  ]
  static let firms = [
    ("acme", "Acme Dental", "acmedental", "Acme Dental Inc."),
    ("northgate", "Northgate Legal", "northgatelegal", "Northgate Legal LLP"),
    ("bluefin", "Bluefin Logistics", "bluefin", "Bluefin Logistics Co."),
    ("juniper", "Juniper Books", "juniperbooks", "Juniper Books"),
    ("marlow", "Marlow Architects", "marlow-architects", "Marlow Architects"),
    ("redwood", "Redwood Vets", "redwoodvets", "Redwood Veterinary Group"),
    ("sutter", "Sutter Ceramics", "sutterceramics", "Sutter Ceramics Ltd."),
    ("tidewater", "Tidewater Insurance", "tidewater", "Tidewater Insurance Agency"),
    ("orchard", "Orchard Foods", "orchardfoods", "Orchard Foods & Sons"),
    ("pinnacle", "Pinnacle Surveyors", "pinnaclesurvey", "Pinnacle Surveyors"),
  ]
  /// Area codes around the office, for numbers of the 555-01xx range kept for fiction.
  static let areaCodes = [408, 415, 510, 650, 831, 925, 707, 209, 669, 628]
}
