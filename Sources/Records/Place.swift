/// Where in the input something was read: enough to open the file and look.
public struct Place: Hashable, Sendable {
  /// The path as it was given, `-` for standard input.
  public var source: String
  /// Bytes from the start of the (unpacked) source.
  public var offset: Int
  /// Counted from 1, in a CSV or XML; a row of several lines has the number of its first.
  public var line: Int?

  public init(source: String, offset: Int, line: Int? = nil) {
    self.source = source
    self.offset = offset
    self.line = line
  }
}

/// A piece of the input that could not be used, with its place.
///
/// Reading goes on after it; it is counted in the ``Books`` and written to the reject stream.
public struct Reject: Error, Hashable, Sendable {
  public var place: Place
  /// A stable name in kebab case, such as `bad-timestamp`; scripts match on it.
  public var code: String
  /// What was found and what was wanted, without a body, name, address or number of anybody.
  public var detail: String

  public init(_ code: String, _ detail: String, at place: Place) {
    self.code = code
    self.detail = detail
    self.place = place
  }
}
