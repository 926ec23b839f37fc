import Intake

/// Reads what a source of `format: csv` says of its columns.
enum CallMappingReader {
  static let keys = ["separator", "columns", "times", "durations", "values"]

  /// Nil for a source of another format, which may have none of these keys.
  static func mapping(
    _ source: YAMLNode, _ keys: [String: YAMLNode], format: String?
  ) throws(ConfigurationError) -> CallMapping? {
    guard format == "csv" else {
      for name in self.keys {
        if let node = keys[name] {
          throw node.fault("\(name) belongs to a source with format: csv, which this is not")
        }
      }
      return nil
    }
    guard let columns = keys["columns"] else {
      throw source.fault("a source with format: csv needs columns, and start among them")
    }
    var mapping = CallMapping()
    mapping.columns = try self.columns(columns)
    if let node = keys["separator"] { mapping.separator = try separator(node) }
    for node in try keys["times"]?.items() ?? [] {
      guard let pattern = TimePattern(try node.text("times")) else {
        throw node.fault(
          "no form of times; write it as dd.MM.yyyy HH:mm:ss, or unix, or unix-ms")
      }
      mapping.times.append(pattern)
    }
    if let node = keys["durations"] {
      guard let unit = CallMapping.Unit(rawValue: try node.text("durations")) else {
        throw node.fault("durations are seconds, minutes or milliseconds")
      }
      mapping.durations = unit
    }
    if let node = keys["values"] { mapping.values = try values(node) }
    return mapping
  }

  private static func columns(
    _ node: YAMLNode
  ) throws(ConfigurationError) -> [CallMapping.Column: CallMapping.Place] {
    var places: [CallMapping.Column: CallMapping.Place] = [:]
    var hasName = false
    for (name, value) in try node.mapping(
      CallMapping.Column.allCases.map(\.rawValue), in: "columns")
    {
      guard let column = CallMapping.Column(rawValue: name) else { continue }
      let text = try value.text(name)
      guard !text.isEmpty else {
        throw value.fault("\(name) is a column's name, or its position, from 1")
      }
      guard !value.isQuoted, let position = Int(text) else {
        places[column] = .name(text)
        hasName = true
        continue
      }
      guard (1...500).contains(position) else {
        throw value.fault("the position of a column is from 1 to 500")
      }
      places[column] = .position(position)
    }
    if hasName, places.values.contains(where: { if case .position = $0 { true } else { false } }) {
      throw node.fault("columns are all named, as the header names them, or all counted from 1")
    }
    for needed in [CallMapping.Column.start, .from] where places[needed] == nil {
      throw node.fault("columns needs \(needed.rawValue)")
    }
    return places
  }

  private static func separator(_ node: YAMLNode) throws(ConfigurationError) -> UInt8 {
    let text = try node.text("separator")
    if text.utf8.elementsEqual("tab".utf8) { return 0x09 }
    guard text.utf8.count == 1, let byte = text.utf8.first, byte > 0x1F || byte == 0x09,
      byte < 0x7F, byte != 0x22
    else { throw node.fault("a separator is one character of ASCII, or tab") }
    return byte
  }

  private static func values(
    _ node: YAMLNode
  ) throws(ConfigurationError) -> [CallMapping.Meaning: [String]] {
    var values: [CallMapping.Meaning: [String]] = [:]
    for (name, value) in try node.mapping(
      CallMapping.Meaning.allCases.map(\.rawValue), in: "values")
    {
      guard let meaning = CallMapping.Meaning(rawValue: name) else { continue }
      values[meaning] = []
      for item in try value.items() { values[meaning]?.append(try item.text(name)) }
    }
    return values
  }
}

extension YAMLNode {
  /// The items of a list, or one that stands alone.
  fileprivate func items() throws(ConfigurationError) -> [YAMLNode] {
    isScalar ? [self] : try list("the value")
  }
}
