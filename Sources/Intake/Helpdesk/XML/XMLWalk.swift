import Records

/// Follows the elements of a document, and gathers its record elements.
///
/// A record element that begins inside another of its kind ends that one: an unescaped tag or
/// one that is never closed makes libxml2 nest all that follows. A value of its own, so that
/// what is done for each of millions of elements is done in place.
struct XMLWalk {
  struct Frame {
    /// In the paths of the record, -1 outside of them.
    var node = -1
    /// The field that takes the text, -1 for none.
    var field = -1
    /// The number of the record that node and field belong to.
    var record = 0
    var name = -1
    /// Namespaces that the element declares.
    var namespaces = 0
  }

  struct Open {
    var number: Int
    var record: XMLRecord
    var level: Int
  }

  struct Fault {
    var code: String
    var detail: String
  }

  static let deepest = 100
  /// Where tags are not closed, the depth grows with the file.
  static let deepestDamaged = 10_000
  static let mostNamespaces = 200

  let shape: XMLShape
  let source: String
  private unowned let sink: any XMLRecords.Sink
  private(set) var frames: [Frame] = []
  private(set) var open: [Open] = []
  /// Records that are over, whose memory serves the next ones.
  private var spares: [XMLRecord] = []
  /// Where the last record element began.
  var mark: XMLScrubber.Mark?
  /// Bytes that are no UTF-8 were read as windows-1252.
  var isRepaired = false
  /// The piece that is read has a `&` or `<` that was not escaped.
  var isEscaped = false
  /// The document is not well-formed.
  var isDamaged = false
  var hasLeadingJunk = false
  private var numbers = 0
  /// Namespaces in force; libxml2 looks them all through for each prefix.
  private var namespaces = 0
  /// The element that has just begun is a record by its start tag alone.
  private var isHead = false
  /// The field of the innermost record that text goes to now, else -1.
  private(set) var textField = -1

  init(_ shape: XMLShape, source: String, sink: any XMLRecords.Sink) {
    self.shape = shape
    self.source = source
    self.sink = sink
  }

  /// An element begins; its attributes follow, then ``startEnds()``.
  ///
  /// - Parameter name: its number in the shape, -1 for others.
  /// - Returns: the node whose attributes are wanted, else -1.
  mutating func start(_ name: Int, namespaces count: Int = 0) throws(Fault) -> Int {
    namespaces += count
    guard namespaces <= XMLWalk.mostNamespaces else {
      throw Fault(code: "xml-too-many-namespaces", detail: "more than \(XMLWalk.mostNamespaces)")
    }
    let deepest = isDamaged ? XMLWalk.deepestDamaged : XMLWalk.deepest
    guard frames.count < deepest,
      frames.count - (open.isEmpty ? 0 : open[open.count - 1].level) < XMLWalk.deepest
    else { throw Fault(code: "xml-too-deep", detail: "more than \(XMLWalk.deepest) levels") }
    var frame = Frame(name: name, namespaces: count)
    var node = -1
    let kind = name < 0 ? -1 : shape.kindOfName[name]
    if kind >= 0, shape.kinds[kind].isHeadOnly {
      begin(kind)
      isHead = true
      node = shape.roots[kind]
    } else if kind >= 0, isPlace(of: kind) {
      begin(kind)
      frame.node = shape.roots[kind]
      frame.record = numbers
      frame.field = shape.fields[frame.node]
      node = frame.node
    } else if !open.isEmpty {
      place(&frame, name)
      node = frame.node
    }
    frames.append(frame)
    textField = !open.isEmpty && frame.record == open[open.count - 1].number ? frame.field : -1
    return node >= 0 && !shape.attributes[node].isEmpty ? node : -1
  }

  /// Whether a record of a kind may begin in the innermost element.
  private func isPlace(of kind: Int) -> Bool {
    let around = frames.last?.name ?? -1
    return !shape.barred[kind].contains(around)
      && (shape.only[kind] < 0 || shape.only[kind] == around)
  }

  /// The attributes of the element that began last are over.
  mutating func startEnds() {
    guard isHead else { return }
    isHead = false
    numbers -= 1
    if let head = open.popLast() { sink.ended(head.record) }
    textField = -1
  }

  /// Finds where an element stands in the paths of the innermost record.
  private mutating func place(_ frame: inout Frame, _ name: Int) {
    let last = open.count - 1
    frame.record = open[last].number
    if let outer = frames.last, outer.record == frame.record {
      frame.node = shape.child(outer.node, name)
      frame.field = outer.field
      if outer.field >= 0 && name >= 0 && shape.lineBreaks.contains(name) {
        open[last].record.appendLineEnd(to: outer.field)
      }
    }
    // After an unclosed tag the record's own parts lie deeper than they should.
    if frame.node < 0 && isDamaged {
      frame.node = shape.child(shape.roots[open[last].record.kind], name)
    }
    guard frame.node >= 0 else { return }
    frame.field = shape.fields[frame.node]
    // The first one counts where there are several.
    if frame.field >= 0 && !open[last].record.isEmpty(frame.field) { frame.field = -1 }
  }

  private mutating func begin(_ kind: Int) {
    if let same = open.lastIndex(where: { $0.record.kind == kind }) {
      while open.count > same { close() }
    }
    numbers += 1
    let place = Place(source: source, offset: mark?.offset ?? 0, line: mark?.line ?? 1)
    let parent = open.last?.record.kind
    var record: XMLRecord
    if var spare = spares.popLast(),
      spare.begin(kind: kind, parent: parent, place: place, paths: shape.paths[kind])
    {
      record = spare
    } else {
      record = XMLRecord(kind: kind, parent: parent, place: place, paths: shape.paths[kind])
    }
    if hasLeadingJunk && numbers == 1 { record.add(defect: "leading-junk") }
    open.append(Open(number: numbers, record: record, level: frames.count))
  }

  /// Ends the innermost record.
  private mutating func close() {
    guard var last = open.popLast() else { return }
    if isRepaired { last.record.add(defect: "encoding-repaired") }
    if isEscaped { last.record.add(defect: "markup-repaired") }
    sink.ended(last.record)
    if spares.count < 4 { spares.append(last.record) }
  }

  mutating func closeAll() {
    while !open.isEmpty { close() }
  }

  /// Gives up what is open, because the file cannot be read on.
  mutating func giveUp(_ code: String, _ detail: String, line: Int) {
    if open.isEmpty {
      let place = Place(source: source, offset: mark?.offset ?? 0, line: line)
      sink.rejected(Reject(code, detail, at: place))
    }
    while let last = open.popLast() { sink.broken(last.record, code: code, detail: detail) }
  }

  mutating func end() {
    guard let frame = frames.popLast() else { return }
    namespaces -= frame.namespaces
    if frame.record > 0 {
      var at = open.count - 1
      while at >= 0 && open[at].number != frame.record { at -= 1 }
      if at >= 0, open[at].level == frames.count {
        while open.count > at { close() }
      }
    }
    if let outer = frames.last, !open.isEmpty, outer.record == open[open.count - 1].number {
      textField = outer.field
    } else {
      textField = -1
    }
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard textField >= 0, !open.isEmpty else { return }
    open[open.count - 1].record.append(bytes, to: textField)
  }

  /// An attribute of the innermost record, whose first value counts.
  mutating func attribute(_ field: Int, _ value: UnsafeBufferPointer<UInt8>) {
    guard let last = open.indices.last, open[last].record.isEmpty(field) else { return }
    open[last].record.append(value, to: field)
  }

  /// A line end within the text.
  mutating func lineEnd() {
    guard textField >= 0, !open.isEmpty else { return }
    open[open.count - 1].record.appendLineEnd(to: textField)
  }

  mutating func reject(_ reject: Reject) { sink.rejected(reject) }

  mutating func addDefect(_ name: String) {
    for i in open.indices { open[i].record.add(defect: name) }
  }
}

extension XMLWalk.Fault: Error {}
