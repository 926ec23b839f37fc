import Records

/// One record element, whole or as far as it came.
struct XMLRecord {
  /// Index in ``XMLShape/kinds``.
  var kind: Int
  /// The kind of the record around it.
  var parent: Int?
  var place: Place
  /// In the order found: `entity-dropped`, `character-dropped`, `xml-damaged`,
  /// `encoding-repaired`, `markup-repaired`, `leading-junk`, `text-truncated`.
  var defects: [String] = []
  private var paths: XMLShape.Paths
  /// The values of all fields, one behind the other.
  private var bytes: [UInt8] = []
  /// By field, where its value stands.
  private var spans: [Range<Int>]

  /// Most records need no more, so that their memory is taken once.
  private static let usualSize = 1 << 10
  /// A field longer than this is cut (`text-truncated`).
  static let longestField = 64 << 10

  init(kind: Int, parent: Int?, place: Place, paths: XMLShape.Paths) {
    self.kind = kind
    self.parent = parent
    self.place = place
    self.paths = paths
    spans = Array(repeating: 0..<0, count: paths.names.count)
    bytes.reserveCapacity(XMLRecord.usualSize)
  }

  /// Becomes another record in the same memory; false where that has grown too large to keep.
  mutating func begin(kind: Int, parent: Int?, place: Place, paths: XMLShape.Paths) -> Bool {
    guard bytes.capacity <= XMLRecord.usualSize * 4 else { return false }
    self.kind = kind
    self.parent = parent
    self.place = place
    self.paths = paths
    defects = []
    bytes.removeAll(keepingCapacity: true)
    if spans.count == paths.names.count {
      for i in spans.indices { spans[i] = 0..<0 }
    } else {
      spans = Array(repeating: 0..<0, count: paths.names.count)
    }
    return true
  }

  /// The text at a path, nil where there is none or it is empty.
  subscript(_ path: String) -> ArraySlice<UInt8>? { paths.field(path).flatMap { self[$0] } }

  /// The text of a field, nil where it is empty.
  subscript(_ field: Int) -> ArraySlice<UInt8>? {
    spans[field].isEmpty ? nil : bytes[spans[field]]
  }

  /// Lends a value without the blanks at its ends; nil where nothing is left of it.
  @inline(__always)
  func with<R>(_ path: String, _ body: (UnsafeBufferPointer<UInt8>) -> R?) -> R? {
    guard let field = paths.field(path), !spans[field].isEmpty else { return nil }
    let span = spans[field]
    return bytes.withUnsafeBufferPointer { all in
      var (start, end) = (span.lowerBound, span.upperBound)
      while end > start, all[end - 1] <= 0x20 { end -= 1 }
      while start < end, all[start] <= 0x20 { start += 1 }
      return start < end ? body(UnsafeBufferPointer(rebasing: all[start..<end])) : nil
    }
  }

  func isEmpty(_ field: Int) -> Bool { spans[field].isEmpty }

  mutating func append(_ part: UnsafeBufferPointer<UInt8>, to field: Int) {
    let span = spans[field]
    let room = XMLRecord.longestField - span.count
    guard part.count <= room else {
      if room > 0 { append(UnsafeBufferPointer(rebasing: part[..<room]), to: field) }
      return add(defect: "text-truncated")
    }
    if span.isEmpty {
      spans[field] = bytes.count..<(bytes.count + part.count)
    } else if span.upperBound == bytes.count {
      spans[field] = span.lowerBound..<(span.upperBound + part.count)
    } else {
      // Another field has come between, as where elements stand within the text.
      let start = bytes.count
      bytes.append(contentsOf: Array(bytes[span]))
      spans[field] = start..<(start + span.count + part.count)
    }
    bytes.append(contentsOf: part)
  }

  mutating func appendLineEnd(to field: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) {
      $0.initialize(repeating: 0x0A)
      append(UnsafeBufferPointer($0), to: field)
    }
  }

  /// Cuts all fields to a length.
  mutating func shorten(to length: Int) {
    for i in spans.indices where spans[i].count > length {
      spans[i] = spans[i].lowerBound..<XMLRecord.cut(bytes[spans[i]], to: length).endIndex
    }
  }

  mutating func add(defect: String) {
    if !defects.contains(defect) { defects.append(defect) }
  }
}
