/// How telephone numbers are written in one country.
///
/// Lengths are those of the number after the country code, from the shortest in use to the
/// longest (ITU-T E.164 national numbering plans).
struct PhoneRegion: Sendable {
  /// ISO 3166, two letters.
  let code: String
  let countryCode: String
  /// What is dialled before an area code within the country; empty where there is none.
  let trunk: String
  /// What is dialled before a country code.
  let international: [String]
  let lengths: ClosedRange<Int>
  /// Numbers are written without the trunk prefix as well.
  let isBare: Bool

  private init(
    _ code: String, _ countryCode: String, trunk: String = "",
    dials international: [String] = ["00"],
    _ lengths: ClosedRange<Int>, bare: Bool = false
  ) {
    self.code = code
    self.countryCode = countryCode
    self.trunk = trunk
    self.international = international
    self.lengths = lengths
    isBare = bare || trunk.isEmpty
  }

  /// Numbers of the North American plan: ten digits, the first and the fourth from 2 to 9.
  var isNorthAmerican: Bool { countryCode == "1" }

  static func named(_ code: String) -> PhoneRegion? {
    let wanted = code.utf8.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }
    return all.first { $0.code.utf8.elementsEqual(wanted) }
  }

  static let all: [PhoneRegion] =
    ["US", "CA", "PR", "JM", "BS"].map {
      PhoneRegion($0, "1", trunk: "1", dials: ["011"], 10...10, bare: true)
    } + [
      PhoneRegion("AE", "971", trunk: "0", 8...9),
      PhoneRegion("AR", "54", trunk: "0", 10...11, bare: true),
      PhoneRegion("AT", "43", trunk: "0", 6...13),
      PhoneRegion("AU", "61", trunk: "0", dials: ["0011"], 9...9),
      PhoneRegion("BE", "32", trunk: "0", 8...9),
      PhoneRegion("BR", "55", trunk: "0", 10...11, bare: true),
      PhoneRegion("CH", "41", trunk: "0", 9...9),
      PhoneRegion("CZ", "420", 9...9),
      PhoneRegion("DE", "49", trunk: "0", 6...11),
      PhoneRegion("DK", "45", 8...8),
      PhoneRegion("ES", "34", 9...9),
      PhoneRegion("FI", "358", trunk: "0", dials: ["00", "990", "994", "999"], 6...12),
      PhoneRegion("FR", "33", trunk: "0", 9...9),
      PhoneRegion("GB", "44", trunk: "0", 9...10),
      PhoneRegion("GR", "30", 10...10),
      PhoneRegion("HK", "852", dials: ["001"], 8...8),
      PhoneRegion("HU", "36", trunk: "06", 8...9),
      PhoneRegion("IE", "353", trunk: "0", 7...10),
      PhoneRegion("IL", "972", trunk: "0", 8...9),
      PhoneRegion("IN", "91", trunk: "0", 10...10, bare: true),
      // The 0 of an Italian number is part of it.
      PhoneRegion("IT", "39", 7...11),
      PhoneRegion("JP", "81", trunk: "0", dials: ["010"], 9...10),
      PhoneRegion("KZ", "7", trunk: "8", dials: ["810"], 10...10, bare: true),
      PhoneRegion("LU", "352", 7...11),
      PhoneRegion("MX", "52", 10...10),
      PhoneRegion("NL", "31", trunk: "0", 9...9),
      PhoneRegion("NO", "47", 8...8),
      PhoneRegion("NZ", "64", trunk: "0", 8...10),
      PhoneRegion("PL", "48", 9...9),
      PhoneRegion("PT", "351", 9...9),
      PhoneRegion("RO", "40", trunk: "0", 9...9),
      PhoneRegion("RU", "7", trunk: "8", dials: ["810"], 10...10, bare: true),
      PhoneRegion("SE", "46", trunk: "0", 7...10),
      PhoneRegion("SG", "65", dials: ["000", "001"], 8...8),
      PhoneRegion("SK", "421", trunk: "0", 9...9),
      PhoneRegion("TR", "90", trunk: "0", 10...10, bare: true),
      PhoneRegion("UA", "380", trunk: "0", 9...9),
      PhoneRegion("ZA", "27", trunk: "0", 9...9),
    ]
}
