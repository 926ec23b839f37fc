import Contacts
import Records

/// SVG of numbers and words of ours alone. Looks come from classes of the page's style sheet,
/// since the content security policy allows no style attributes.
struct Drawing {
  let width: Double
  let height: Double
  private(set) var body = ""

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// The drawing with what a screen reader says instead of it.
  func svg(title: String, description: String, id: String) -> String {
    """
    <svg viewBox="0 0 \(Drawing.number(width)) \(Drawing.number(height))" role="img" \
    aria-labelledby="\(id)-title \(id)-text"><title id="\(id)-title">\
    \(HTMLValue.escaped(title))</title><desc id="\(id)-text">\(HTMLValue.escaped(description))\
    </desc>\(body)</svg>
    """
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ look: String) {
    body += "<line class=\"\(look)\" x1=\"\(Drawing.number(x1))\" y1=\"\(Drawing.number(y1))\""
    body += " x2=\"\(Drawing.number(x2))\" y2=\"\(Drawing.number(y2))\"/>"
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ look: String
  ) {
    body += "<rect class=\"\(look)\" x=\"\(Drawing.number(x))\" y=\"\(Drawing.number(y))\""
    body += " width=\"\(Drawing.number(width))\" height=\"\(Drawing.number(height))\"/>"
  }

  mutating func path(_ points: [(x: Double, y: Double)], closed: Bool = false, _ look: String) {
    guard let first = points.first else { return }
    var d = "M\(Drawing.number(first.x)) \(Drawing.number(first.y))"
    var last = first
    for point in points.dropFirst() {
      let (x, y) = (Drawing.number(point.x), Drawing.number(point.y))
      d += point.y == last.y ? "H\(x)" : point.x == last.x ? "V\(y)" : "L\(x) \(y)"
      last = point
    }
    body += "<path class=\"\(look)\" d=\"\(d)\(closed ? "Z" : "")\"/>"
  }

  /// What a look stands for; told beside the drawing, where lines can break.
  struct Key {
    var look: String
    var name: String
  }

  enum Anchor: String { case start, middle, end }

  mutating func text(_ text: String, _ x: Double, _ y: Double, _ anchor: Anchor, _ look: String) {
    body += "<text class=\"\(look)\" x=\"\(Drawing.number(x))\" y=\"\(Drawing.number(y))\""
    body += " text-anchor=\"\(anchor.rawValue)\">\(HTMLValue.escaped(text))</text>"
  }

  /// One decimal, none where it is zero.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, part) = (abs(tenths) / 10, abs(tenths) % 10)
    return part == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(part)"
  }
}
