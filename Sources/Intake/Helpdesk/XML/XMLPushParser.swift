import CLibXML2

/// libxml2's SAX2 push parser, set so that it opens nothing and expands nothing.
///
/// The options and their reasons were tested with 2.9.14: without NOENT, DTDLOAD, DTDATTR,
/// DTDVALID, XINCLUDE and HUGE no file is opened and no entity replaced; RECOVER goes on after
/// a fault; and the first entity that is declared stops it all, since otherwise 110 KB of
/// entities come out as a gigabyte of text.
final class XMLPushParser {
  /// libxml2's numbers of faults that matter here (xmlerror.h).
  enum Fault {
    static let invalidCharacter = 9
    static let undeclaredEntity = 26
    static let undeclaredEntityWarning = 27
    static let stopped = 111
  }

  private let context: xmlParserCtxtPtr?
  /// Owns this parser, so it lives as long.
  private unowned(unsafe) let handler: XMLRecords
  /// True once the parser reads nothing further.
  private(set) var isHalted = false

  init(handler: XMLRecords, isUTF8: Bool) {
    self.handler = handler
    var sax = xmlSAXHandler()
    sax.initialized = XML_SAX2_MAGIC
    sax.startElementNs = { data, name, _, _, namespaces, _, count, _, attributes in
      guard let data, let name else { return }
      XMLPushParser.from(data).handler.start(
        name, attributes: attributes, count: Int(max(count, 0)), namespaces: Int(max(namespaces, 0))
      )
    }
    sax.endElementNs = { data, _, _, _ in
      guard let data else { return }
      XMLPushParser.from(data).handler.end()
    }
    sax.characters = { data, bytes, count in XMLPushParser.text(data, bytes, count) }
    sax.cdataBlock = { data, bytes, count in XMLPushParser.text(data, bytes, count) }
    sax.entityDecl = { data, _, _, _, _, _ in
      guard let data else { return }
      let parser = XMLPushParser.from(data)
      if !parser.isHalted { parser.handler.declaresEntity(line: parser.line) }
      parser.stop()
    }
    sax.reference = { data, _ in
      guard let data else { return }
      let parser = XMLPushParser.from(data)
      parser.handler.fault(Fault.undeclaredEntity, line: parser.line)
    }
    sax.serror = { data, error in
      guard let data, let error else { return }
      let code = Int(error.pointee.code)
      guard code != Fault.stopped,
        error.pointee.level == XML_ERR_FATAL || code == Fault.undeclaredEntityWarning
      else { return }
      XMLPushParser.from(data).handler.fault(code, line: Int(error.pointee.line))
    }
    context = xmlCreatePushParserCtxt(&sax, nil, nil, 0, nil)
    guard let context else {
      isHalted = true
      return
    }
    context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    var options = XML_PARSE_NONET.rawValue | XML_PARSE_RECOVER.rawValue
    if isUTF8 { options |= XML_PARSE_IGNORE_ENC.rawValue }
    xmlCtxtUseOptions(context, CInt(bitPattern: options))
  }

  deinit {
    guard let context else { return }
    if let document = context.pointee.myDoc {
      xmlFreeDoc(document)
      context.pointee.myDoc = nil
    }
    xmlFreeParserCtxt(context)
  }

  /// The line that the parser has come to.
  var line: Int { context.map { Int(xmlSAX2GetLineNumber($0)) } ?? 0 }

  /// Feeds at most 256 KiB at a time; ten megabytes at once would be refused.
  func feed(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while !rest.isEmpty && !isHalted {
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(256 << 10))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
      parse(part, last: false)
    }
  }

  /// Some faults are told only now.
  func finish() {
    parse(UnsafeRawBufferPointer(start: nil, count: 0), last: true)
    isHalted = true
  }

  func stop() {
    guard let context, !isHalted else { return }
    isHalted = true
    xmlStopParser(context)
  }

  private func parse(_ bytes: UnsafeRawBufferPointer, last: Bool) {
    guard let context, !isHalted else { return }
    _ = xmlParseChunk(
      context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(bytes.count),
      last ? 1 : 0)
    if context.pointee.disableSAX != 0 { isHalted = true }
  }

  private static func from(_ data: UnsafeMutableRawPointer) -> XMLPushParser {
    Unmanaged<XMLPushParser>.fromOpaque(data).takeUnretainedValue()
  }

  private static func text(
    _ data: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<UInt8>?, _ count: CInt
  ) {
    guard let data, let bytes, count > 0 else { return }
    XMLPushParser.from(data).handler.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
  }
}
