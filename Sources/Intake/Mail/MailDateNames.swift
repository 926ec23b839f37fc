/// The names of months and zones that dates of mail are written with.
extension MailDate {
  /// The month by the first three letters of its English name, in lower case as one number.
  static func month(key: UInt32) -> Int? {
    switch key {
    case 0x6A616E: 1
    case 0x666562: 2
    case 0x6D6172: 3
    case 0x617072: 4
    case 0x6D6179: 5
    case 0x6A756E: 6
    case 0x6A756C: 7
    case 0x617567: 8
    case 0x736570: 9
    case 0x6F6374: 10
    case 0x6E6F76: 11
    case 0x646563: 12
    default: nil
    }
  }

  /// The month of a word: English by its first three letters, other languages by the table.
  static func month(_ word: ByteView) -> Int? {
    guard word.count >= 3, word.count <= 16 else { return nil }
    let key =
      UInt32(word[0].lowercasedASCII) << 16 | UInt32(word[1].lowercasedASCII) << 8
      | UInt32(word[2].lowercasedASCII)
    if let english = month(key: key) {
      // Mardi, Martes, Marte and März would be March by their letters; only the last one is.
      return key == 0x6D6172 && isTuesday(word) ? nil : english
    }
    switch key {
    // Weekdays, with which most dates begin and no month does.
    case 0x6D6F6E, 0x747565, 0x776564, 0x746875, 0x667269, 0x736174, 0x73756E: return nil
    default: return otherMonths[lower(word)]
    }
  }

  private static func isTuesday(_ word: ByteView) -> Bool {
    word.equalsAnyCase("mardi") || word.equalsAnyCase("martes") || word.equalsAnyCase("marted")
  }

  static func lower(_ word: ByteView) -> String {
    let word = word.upTo(40).trimmed()
    return String(decoding: word.buffer.lazy.map(\.lowercasedASCII), as: UTF8.self)
  }

  /// German, French, Spanish, Italian, Dutch, Portuguese and Polish, where they begin otherwise
  /// than in English; seen in mail of Lotus Notes, Outlook and mailing-list archives.
  private static let otherMonths: [String: Int] = [
    "ene": 1, "enero": 1, "gen": 1, "gennaio": 1, "sty": 1, "stycznia": 1,
    "fév": 2, "févr": 2, "février": 2, "fev": 2, "fevr": 2, "fevereiro": 2, "lut": 2, "lutego": 2,
    "mär": 3, "märz": 3, "mrz": 3, "mrt": 3, "maart": 3,
    "avr": 4, "avril": 4, "abr": 4, "abril": 4, "kwi": 4, "kwietnia": 4,
    "mai": 5, "mei": 5, "mag": 5, "maggio": 5, "maio": 5, "maj": 5, "maja": 5,
    "juin": 6, "giu": 6, "giugno": 6, "cze": 6, "czerwca": 6,
    "juil": 7, "juillet": 7, "lug": 7, "luglio": 7, "lip": 7, "lipca": 7,
    "août": 8, "aoû": 8, "ago": 8, "agosto": 8, "sie": 8, "sierpnia": 8, "aout": 8,
    "set": 9, "settembre": 9, "setembro": 9, "wrz": 9, "września": 9,
    "okt": 10, "oktober": 10, "ott": 10, "ottobre": 10, "out": 10, "outubro": 10, "paź": 10,
    "października": 10,
    "lis": 11, "listopada": 11,
    "dez": 12, "dezember": 12, "déc": 12, "décembre": 12, "dic": 12, "diciembre": 12,
    "dezembro": 12, "dicembre": 12, "gru": 12, "grudnia": 12,
  ]

  /// Seconds east of UTC: those of RFC 5322 4.3, and the further ones that mean one zone only.
  static let zones: [String: Int] = {
    let hours: [(Double, [String])] = [
      (0, ["ut", "utc", "gmt", "z", "wet", "greenwich mean time", "coordinated universal time"]),
      (1, ["cet", "met", "mez", "bst", "west", "w. europe standard time"]),
      (2, ["cest", "mest", "mesz", "eet", "sast", "w. europe daylight time"]),
      (3, ["eest", "msk"]), (4, ["msd"]), (8, ["awst", "hkt", "sgt"]), (9, ["jst", "kst"]),
      (9.5, ["acst"]), (10, ["aest"]), (10.5, ["acdt"]), (11, ["aedt"]), (12, ["nzst"]),
      (13, ["nzdt"]), (-3, ["adt", "brt"]), (-3.5, ["nst"]), (-2.5, ["ndt"]),
      (-4, ["ast", "edt", "eastern daylight time"]),
      (-5, ["est", "cdt", "eastern standard time", "central daylight time"]),
      (-6, ["cst", "mdt", "central standard time", "mountain daylight time"]),
      (-7, ["mst", "pdt", "mountain standard time", "pacific daylight time"]),
      (-8, ["pst", "akdt", "pacific standard time"]), (-9, ["akst"]), (-10, ["hst"]),
    ]
    var table: [String: Int] = [:]
    for (offset, names) in hours {
      for name in names { table[name] = Int(offset * 3600) }
    }
    return table
  }()
}
