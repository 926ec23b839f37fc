import Records

/// Reads an XML file of any size into record elements, in memory that one record needs.
///
/// What is plain goes through ``XMLPlainReader``; from the first byte on that is not, all goes
/// through ``XMLScrubber`` and libxml2, with the same result at a fifth of the speed.
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

  private var walk: XMLWalk
  /// Until something is not plain.
  private var plain: XMLPlainReader?
  private var scrubber: XMLScrubber
  private var parser: XMLPushParser?
  /// Start and end tags that only tell libxml2 where it is.
  private var toSkip = (starts: 0, ends: 0)
  private var droppedLines = 0
  private var isFailed = false
  private var names = [(address: UnsafePointer<UInt8>?, id: Int)](repeating: (nil, -1), count: 256)

  /// - Parameter isPlainFirst: false to have libxml2 read all of it.
  init(
    _ shape: XMLShape, source: String, sink: any Sink, isPlainFirst: Bool = true
  ) {
    walk = XMLWalk(shape, source: source, sink: sink)
    scrubber = XMLScrubber(recordNames: shape.kinds.filter { !$0.isHeadOnly }.map(\.name))
    plain = isPlainFirst ? XMLPlainReader(shape) : nil
    scrubber.records = self
  }

  func feed(_ bytes: UnsafeRawBufferPointer) {
    // After a fault for which libxml2 gives up, the rest is still looked at for its end.
    guard !isFailed, !bytes.isEmpty else { return }
    if plain != nil { return feedPlain(bytes.assumingMemoryBound(to: UInt8.self)) }
    scrubber.feed(bytes)
    failIfTooLarge()
  }

  func finish() {
    if !isFailed, let plain {
      // What was not read is the beginning of something.
      if !plain.rest.isEmpty || !plain.isPlainAtEnd { leavePlain() }
    }
    if !isFailed && plain != nil {
      if walk.frames.isEmpty { return walk.closeAll() }
      return fail("xml-truncated", "the file ends inside an element", line: plain?.line ?? 1)
    }
    if !isFailed {
      scrubber.finish()
      failIfTooLarge()
    }
    guard !isFailed else { return }
    if parser == nil { parser = XMLPushParser(handler: self, isUTF8: true) }
    if !walk.frames.isEmpty && !(walk.isDamaged && scrubber.rootClosed) {
      fail("xml-truncated", "the file ends inside an element", line: scrubber.line)
      return
    }
    parser?.finish()
    if !walk.frames.isEmpty && !scrubber.rootClosed {
      fail("xml-truncated", "the file ends inside an element", line: scrubber.line)
    }
    walk.closeAll()
  }

  // MARK: Parts

  /// The names of the open elements, where all so far was plain and no record is open; else nil.
  var elementsAround: [[UInt8]]? {
    guard !isFailed, let plain, plain.isPlainAtEnd, plain.rest.isEmpty, walk.open.isEmpty,
      !plain.rootClosed
    else { return nil }
    return plain.openNames
  }

  /// The line of the next byte, as far as all so far was plain.
  var line: Int { plain?.line ?? 1 }

  /// Begins inside some elements, whose attributes then are not told.
  func begin(inside names: [[UInt8]], at offset: Int, line: Int) {
    plain?.beginInside()
    let tags = names.reduce(into: [UInt8]()) { $0 += [0x3C] + $1 + [0x3E] }
    tags.withUnsafeBytes { feed($0) }
    move(to: offset, line: line)
  }

  /// Goes on at another place, before which the same elements are open.
  func move(to offset: Int, line: Int) { plain?.move(to: offset, line: line) }

  private func feedPlain(_ bytes: UnsafeBufferPointer<UInt8>) {
    do {
      if try plain?.feed(bytes, &walk) == false { leavePlain() }
    } catch {
      fail(error.code, error.detail, line: plain?.line ?? 1)
    }
  }

  /// Has libxml2 read what the plain reader does not, from where that stands.
  private func leavePlain() {
    guard let plain else { return }
    self.plain = nil
    if plain.hasBegun {
      let resumed = XMLPushParser(handler: self, isUTF8: true)
      parser = resumed
      let opening = plain.opening
      toSkip = (opening.starts, opening.ends)
      opening.bytes.withUnsafeBytes { resumed.feed($0) }
      scrubber.resume(plain)
      droppedLines = scrubber.droppedLines
    }
    plain.rest.withUnsafeBytes { scrubber.feed($0) }
    failIfTooLarge()
  }

  /// Takes a slice; called by the scrubber while it is fed, so it must not be touched here.
  func parse(_ slice: XMLScrubber.Slice) {
    let parser = self.parser ?? XMLPushParser(handler: self, isUTF8: slice.isUTF8)
    self.parser = parser
    guard !parser.isHalted else { return }
    droppedLines = slice.droppedLines
    walk.hasLeadingJunk = slice.hasLeadingJunk
    if let mark = slice.mark { walk.mark = mark }
    if slice.repaired { walk.isRepaired = true }
    walk.isEscaped = slice.escaped
    parser.feed(slice.bytes)
    if slice.escaped { walk.addDefect("markup-repaired") }
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
    walk.giveUp(code, detail, line: line)
  }

  func declaresEntity(line: Int) {
    fail("xml-entities", "the document declares an entity", line: line + droppedLines)
  }

  func fault(_ code: Int, line: Int) {
    guard !isFailed else { return }
    switch code {
    case XMLPushParser.Fault.undeclaredEntity, XMLPushParser.Fault.undeclaredEntityWarning:
      walk.addDefect("entity-dropped")
    case XMLPushParser.Fault.invalidCharacter:
      walk.addDefect("character-dropped")
    default:
      walk.addDefect("xml-damaged")
      if walk.isDamaged { return }
      walk.isDamaged = true
      let place = Place(
        source: walk.source,
        offset: walk.open.last?.record.place.offset ?? walk.mark?.offset ?? 0,
        line: max(1, line) + droppedLines)
      walk.reject(Reject("xml-not-well-formed", "libxml2 error \(code)", at: place))
    }
  }

  func start(
    _ name: UnsafePointer<UInt8>, attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    count: Int, namespaces: Int
  ) {
    guard !isFailed else { return }
    if toSkip.starts > 0 {
      toSkip.starts -= 1
      return
    }
    do {
      let node = try walk.start(self.name(name), namespaces: namespaces)
      if node >= 0 && count > 0 { self.attributes(attributes, count, of: node) }
      walk.startEnds()
    } catch {
      fail(error.code, error.detail, line: (parser?.line ?? 1) + droppedLines)
    }
  }

  func end() {
    guard !isFailed else { return }
    if toSkip.starts == 0 && toSkip.ends > 0 {
      toSkip.ends -= 1
      return
    }
    walk.end()
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !isFailed else { return }
    walk.text(bytes)
  }

  private func attributes(
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int, of node: Int
  ) {
    guard let attributes else { return }
    for i in 0..<count {
      guard let name = attributes[i * 5], let from = attributes[i * 5 + 3],
        let to = attributes[i * 5 + 4], from <= to
      else { continue }
      let id = self.name(name)
      guard let wanted = walk.shape.attributes[node].first(where: { $0.name == id }) else {
        continue
      }
      XMLRecords.value(UnsafeBufferPointer(start: from, count: to - from))
        .withUnsafeBufferPointer { walk.attribute(wanted.field, $0) }
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
    let id = walk.shape.names[Exact(String(cString: address))] ?? -1
    names[slot] = (address, id)
    return id
  }
}
