/// What is wrong in pipeline.yml, and where.
public struct ConfigurationError: Error, Equatable, Sendable {
  public var file: String
  /// Both counted from 1; nil where the whole file is meant.
  public var line: Int?
  public var column: Int?
  /// What is wrong; what to do.
  public var message: String

  public init(file: String, line: Int? = nil, column: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// `FILE:LINE:COLUMN: what is wrong; what to do`.
  public var description: String {
    ([file] + [line, column].compactMap { $0 }.map(String.init)).joined(separator: ":") + ": "
      + message
  }
}
