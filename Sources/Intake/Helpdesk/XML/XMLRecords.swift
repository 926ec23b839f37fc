import Records

/// Reads an XML file of any size into record elements, in memory that one record needs.
///
/// A record element that begins inside another of its kind ends that one: an unescaped tag or
/// one that is never closed makes libxml2 nest all that follows.
final class XMLRecords {
  /// Takes what comes out.
  protocol Sink: AnyObject {
    /// A record element ended; those inside it came before.
    func ended(_ record: XMLRecord)
    /// A record element that cannot be used, because the file broke off in it.
    func broken(_ record: XMLRecord, code: String, detail: String)
    /// The document itself is at fault.
    func rejected(_ reject: Reject)
  }

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

  static let deepest = 100
  /// Where tags are not closed, the depth grows with the file.
  static let deepestDamaged = 10_000
  static let mostNamespaces = 200
  static let longestField = 64 << 10

  let shape: XMLShape
  private let source: String
  private unowned let sink: any Sink
  private var scrubber: XMLScrubber
  private var parser: XMLPushParser?

  var frames: [Frame] = []
  var open: [Open] = []
  private var numbers = 0
  private var mark: XMLScrubber.Mark?
  private var droppedLines = 0
  private var hasLeadingJunk = false
  private var isRepaired = false
  private var isEscaped = false
  private var isDamaged = false
  /// Namespaces in force; libxml2 looks them all through for each prefix.
  private var namespaces = 0
  private var isFailed = false
  private var names = [(address: UnsafePointer<UInt8>?, id: Int)](repeating: (nil, -1), count: 256)

  init(_ shape: XMLShape, source: String, sink: any Sink) {
    self.shape = shape
    self.source = source
    self.sink = sink
    scrubber = XMLScrubber(recordNames: shape.kinds.filter { !$0.isHeadOnly }.map(\.name))
    scrubber.records = self
  }

  func feed(_ bytes: UnsafeRawBufferPointer) {
    // After a fault for which libxml2 gives up, the rest is still looked at for its end.
    guard !isFailed else { return }
    scrubber.feed(bytes)
    failIfTooLarge()
  }

  func finish() {
    if !isFailed {
      scrubber.finish()
      failIfTooLarge()
    }
    guard !isFailed else { return }
    if parser == nil { parser = XMLPushParser(handler: self, isUTF8: true) }
    if !frames.isEmpty && !(isDamaged && scrubber.rootClosed) {
      fail("xml-truncated", "the file ends inside an element", line: scrubber.line)
      return
    }
    parser?.finish()
    if !frames.isEmpty && !scrubber.rootClosed {
      fail("xml-truncated", "the file ends inside an element", line: scrubber.line)
    }
    while !open.isEmpty { close() }
  }

  /// Takes a slice; called by the scrubber while it is fed, so it must not be touched here.
  func parse(_ slice: XMLScrubber.Slice) {
    let parser = self.parser ?? XMLPushParser(handler: self, isUTF8: slice.isUTF8)
    self.parser = parser
    guard !parser.isHalted else { return }
    droppedLines = slice.droppedLines
    hasLeadingJunk = slice.hasLeadingJunk
    if let mark = slice.mark { self.mark = mark }
    if slice.repaired { isRepaired = true }
    isEscaped = slice.escaped
    parser.feed(slice.bytes)
    if isEscaped { addDefect("markup-repaired") }
  }

  private func failIfTooLarge() {
    guard let fault = scrubber.fault, !isFailed else { return }
    fail(fault, "more than 256 attributes or 512 KiB", line: scrubber.tagMark.line)
  }

  /// The file is read no further, and what is not whole is lost.
  private func fail(_ code: String, _ detail: String, line: Int) {
    guard !isFailed else { return }
    isFailed = true
    parser?.stop()
    if open.isEmpty {
      let offset = mark?.offset ?? 0
      sink.rejected(Reject(code, detail, at: Place(source: source, offset: offset, line: line)))
    }
    while let last = open.popLast() { sink.broken(last.record, code: code, detail: detail) }
  }

  func declaresEntity(line: Int) {
    fail("xml-entities", "the document declares an entity", line: line + droppedLines)
  }

  func fault(_ code: Int, line: Int) {
    guard !isFailed else { return }
    switch code {
    case XMLPushParser.Fault.undeclaredEntity, XMLPushParser.Fault.undeclaredEntityWarning:
      addDefect("entity-dropped")
    case XMLPushParser.Fault.invalidCharacter:
      addDefect("character-dropped")
    default:
      addDefect("xml-damaged")
      if isDamaged { return }
      isDamaged = true
      let place = Place(
        source: source, offset: open.last?.record.place.offset ?? mark?.offset ?? 0,
        line: max(1, line) + droppedLines)
      sink.rejected(Reject("xml-not-well-formed", "libxml2 error \(code)", at: place))
    }
  }

  private func addDefect(_ name: String) {
    for i in open.indices { open[i].record.add(defect: name) }
  }

  func start(
    _ name: UnsafePointer<UInt8>, attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    count: Int, namespaces: Int
  ) {
    guard !isFailed else { return }
    self.namespaces += namespaces
    guard self.namespaces <= XMLRecords.mostNamespaces else {
      let line = (parser?.line ?? 1) + droppedLines
      return fail("xml-too-many-namespaces", "more than \(XMLRecords.mostNamespaces)", line: line)
    }
    let deepest = isDamaged ? XMLRecords.deepestDamaged : XMLRecords.deepest
    guard frames.count < deepest,
      frames.count - (open.isEmpty ? 0 : open[open.count - 1].level) < XMLRecords.deepest
    else {
      let line = (parser?.line ?? 1) + droppedLines
      fail("xml-too-deep", "more than \(XMLRecords.deepest) levels", line: line)
      return
    }
    let id = self.name(name)
    var frame = Frame(name: id, namespaces: namespaces)
    let kind = id < 0 ? -1 : shape.kindOfName[id]
    if kind >= 0, shape.kinds[kind].isHeadOnly {
      begin(kind)
      self.attributes(attributes, count, of: shape.nodes[shape.roots[kind]])
      numbers -= 1
      if let head = open.popLast() { sink.ended(head.record) }
    } else if kind >= 0, !shape.barred[kind].contains(frames.last?.name ?? -1) {
      begin(kind)
      frame.node = shape.roots[kind]
      frame.record = numbers
      frame.field = shape.nodes[frame.node].field
    } else if !open.isEmpty {
      place(&frame, id)
    }
    frames.append(frame)
    if frame.node >= 0 && count > 0 && !shape.nodes[frame.node].attributes.isEmpty {
      self.attributes(attributes, count, of: shape.nodes[frame.node])
    }
  }

  /// Finds where an element stands in the paths of the innermost record.
  private func place(_ frame: inout Frame, _ id: Int) {
    let last = open.count - 1
    frame.record = open[last].number
    if let outer = frames.last, outer.record == frame.record {
      frame.node = shape.child(outer.node, id)
      frame.field = outer.field
      if outer.field >= 0 && shape.lineBreaks.contains(id) {
        [0x0A].withUnsafeBufferPointer { append($0, to: outer.field) }
      }
    }
    // After an unclosed tag the record's own parts lie deeper than they should.
    if frame.node < 0 && isDamaged {
      frame.node = shape.child(shape.roots[open[last].record.kind], id)
    }
    guard frame.node >= 0 else { return }
    frame.field = shape.nodes[frame.node].field
    // The first one counts where there are several.
    if frame.field >= 0 && !open[last].record.values[frame.field].isEmpty { frame.field = -1 }
  }

  private func begin(_ kind: Int) {
    if let same = open.lastIndex(where: { $0.record.kind == kind }) {
      while open.count > same { close() }
    }
    numbers += 1
    let place = Place(source: source, offset: mark?.offset ?? 0, line: mark?.line ?? 1)
    var record = XMLRecord(
      kind: kind, parent: open.last?.record.kind, place: place,
      values: Array(repeating: [], count: shape.kinds[kind].fields.count),
      fieldOfPath: shape.fieldOfPath[kind])
    if hasLeadingJunk && numbers == 1 { record.add(defect: "leading-junk") }
    open.append(Open(number: numbers, record: record, level: frames.count))
  }

  /// Ends the innermost record.
  private func close() {
    guard var last = open.popLast() else { return }
    if isRepaired { last.record.add(defect: "encoding-repaired") }
    if isEscaped { last.record.add(defect: "markup-repaired") }
    sink.ended(last.record)
  }

  func end() {
    guard !isFailed, let frame = frames.popLast() else { return }
    namespaces -= frame.namespaces
    guard frame.record > 0 else { return }
    var at = open.count - 1
    while at >= 0 && open[at].number != frame.record { at -= 1 }
    guard at >= 0, open[at].level == frames.count else { return }
    while open.count > at { close() }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !isFailed, let frame = frames.last, frame.field >= 0, !open.isEmpty,
      frame.record == open[open.count - 1].number
    else { return }
    append(bytes, to: frame.field)
  }

  private func append(_ bytes: UnsafeBufferPointer<UInt8>, to field: Int) {
    let last = open.count - 1
    let room = max(0, XMLRecords.longestField - open[last].record.values[field].count)
    let part = UnsafeBufferPointer(rebasing: bytes.prefix(room))
    open[last].record.values[field].append(contentsOf: part)
    if bytes.count > room { open[last].record.add(defect: "text-truncated") }
  }

  private func attributes(
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int, of node: XMLShape.Node
  ) {
    guard let attributes else { return }
    for i in 0..<count {
      guard let name = attributes[i * 5], let from = attributes[i * 5 + 3],
        let to = attributes[i * 5 + 4], from <= to, let field = node.attributes[self.name(name)],
        open[open.count - 1].record.values[field].isEmpty
      else { continue }
      XMLRecords.value(UnsafeBufferPointer(start: from, count: to - from))
        .withUnsafeBufferPointer { append($0, to: field) }
    }
  }

  /// An attribute's value. Where it does not expand entities, libxml2 leaves `&amp;` as `&#38;`.
  private static func value(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let escape: StaticString = "&#38;"
    var value: [UInt8] = []
    var i = 0
    while i < bytes.count {
      value.append(bytes[i])
      let rest = UnsafeBufferPointer(rebasing: bytes[i...])
      let isEscape =
        bytes[i] == 0x26
        && escape.withUTF8Buffer { rest.starts(with: $0) }
      i += isEscape ? escape.utf8CodeUnitCount : 1
    }
    return value
  }

  /// The number of a name that the shape knows, else -1.
  ///
  /// Equal names have equal addresses in libxml2, so a small table of those seen last is enough.
  private func name(_ address: UnsafePointer<UInt8>) -> Int {
    let slot = Int(bitPattern: address) >> 2 & 255
    if names[slot].address == address { return names[slot].id }
    let id = shape.names[Exact(String(cString: address))] ?? -1
    names[slot] = (address, id)
    return id
  }
}
