/// Named characters of HTML: those of ISO 8859-1 and the punctuation that mail programs write.
enum HTMLEntities {
  static func scalar(_ name: ByteView) -> UInt32? {
    named[String(decoding: name.upTo(10).buffer, as: UTF8.self)]
  }

  /// HTML 4.01, 24.2.1, in the order of the code points from U+00A0.
  private static let latin1 = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
    sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave \
    Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
    ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN \
    szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute \
    icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml \
    yacute thorn yuml
    """

  private static let named: [String: UInt32] = {
    var table: [String: UInt32] = [
      "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "AMP": 0x26, "LT": 0x3C,
      "GT": 0x3E, "QUOT": 0x22, "ndash": 0x2013, "mdash": 0x2014, "lsquo": 0x2018,
      "rsquo": 0x2019, "sbquo": 0x201A, "ldquo": 0x201C, "rdquo": 0x201D, "bdquo": 0x201E,
      "bull": 0x2022, "hellip": 0x2026, "euro": 0x20AC, "trade": 0x2122, "ensp": 0x20,
      "emsp": 0x20, "thinsp": 0x20, "zwnj": 0x200C, "zwj": 0x200D, "OElig": 0x152, "oelig": 0x153,
      "Scaron": 0x160, "scaron": 0x161,
    ]
    for (i, name) in latin1.utf8.split(separator: 0x20).enumerated() {
      table[String(name) ?? ""] = UInt32(0xA0 + i)
    }
    return table
  }()
}
