/// Text that a stranger wrote, made fit to be shown on a terminal, a page or a sheet.
///
/// Control characters (C0, DEL, C1) and the marks that turn the direction of writing or cannot
/// be seen become U+FFFD; tabs and line ends a blank. Of marks that combine with one letter, the
/// first eight stay. What is left can neither move a cursor nor pretend to be what it is not.
struct Shown {
  /// Enough for every script in daily use.
  private static let mostMarks = 8

  static func text(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
    var shown = String.UnicodeScalarView()
    var marks = 0
    for scalar in text.unicodeScalars {
      switch Shown.kind(of: scalar) {
      case .blank: shown.append(" ")
      case .hidden: shown.append("\u{FFFD}")
      case .mark:
        marks += 1
        if marks <= mostMarks { shown.append(scalar) }
        continue
      case .letter: shown.append(scalar)
      }
      marks = 0
    }
    return String(shown)
  }

  enum Kind { case letter, mark, blank, hidden }

  static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x20...0x7E, 0xA0: return .letter
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: return .blank
    case 0x00...0x1F, 0x7F...0x9F: return .hidden
    // ZERO WIDTH NON-JOINER and JOINER, which Persian, Hindi and emoji need, and the selectors
    // of a variant form.
    case 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF: return .mark
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return .mark
    case .control, .format, .surrogate, .privateUse, .unassigned: return .hidden
    case .lineSeparator, .paragraphSeparator, .spaceSeparator: return .blank
    default: return .letter
    }
  }
}
