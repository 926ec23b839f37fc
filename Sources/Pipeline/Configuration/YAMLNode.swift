internal import Yams

/// A node of pipeline.yml that knows its place, and that reads itself as what is expected there.
struct YAMLNode {
  let file: String
  let node: Node

  func fault(_ message: String) -> ConfigurationError {
    ConfigurationError(
      file: file, line: node.mark?.line, column: node.mark?.column, message: message)
  }

  /// Reads a file's text; anything but one mapping is an error.
  static func document(_ text: String, file: String) throws(ConfigurationError) -> YAMLNode {
    guard aliasedSize(text) < 10_000_000 else {
      throw ConfigurationError(
        file: file, message: "its anchors and aliases may stand for too much; write them out")
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw fault(error, file: file)
    } catch {
      throw ConfigurationError(file: file, message: "cannot be read as YAML")
    }
    guard let node else {
      throw ConfigurationError(
        file: file, message: "is empty; it needs at least the keys provider and sources")
    }
    return YAMLNode(file: file, node: node)
  }

  /// At most how many times the same node can stand in a text through aliases of aliases.
  ///
  /// With k anchors and n aliases that is (1 + n/k)^k. What looks like an anchor or an alias
  /// inside a text is counted too, which a configuration has few of.
  private static func aliasedSize(_ text: String) -> Double {
    var anchors = 0
    var aliases = 0
    var before: UInt8 = 0x0A
    for byte in text.utf8 {
      if byte == 0x26 || byte == 0x2A,
        [0x20, 0x09, 0x0A, 0x0D, 0x5B, 0x7B, 0x2C, 0x3A, 0x3F, 0x2D].contains(before)
      {
        if byte == 0x26 { anchors += 1 } else { aliases += 1 }
      }
      before = byte
    }
    var size = 1.0
    for _ in 0..<min(anchors, 1000) { size *= 1 + Double(aliases) / Double(anchors) }
    return size
  }

  private static func fault(_ error: YamlError, file: String) -> ConfigurationError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return ConfigurationError(
        file: file, line: mark.line, column: mark.column, message: "is no YAML: \(problem)")
    case .duplicatedKeysInMapping(_, let context):
      return ConfigurationError(
        file: file, line: context.mark.line, column: context.mark.column,
        message: "a key stands twice; keep one")
    default:
      return ConfigurationError(file: file, message: "cannot be read as YAML")
    }
  }

  /// The values of a mapping by key; a key that is not known is an error at its place.
  func mapping(_ known: [String], in what: String) throws(ConfigurationError) -> [String: YAMLNode]
  {
    guard let mapping = node.mapping else {
      throw fault("\(what) must be a mapping of \(known.joined(separator: ", "))")
    }
    var result: [String: YAMLNode] = [:]
    for (key, value) in mapping {
      let name = key.string ?? ""
      guard known.contains(name) else {
        let at = YAMLNode(file: file, node: key)
        var message = "unknown key \"\(name.prefix(40))\" in \(what)"
        if let near = YAMLNode.nearest(name, known) {
          message += "; did you mean \"\(near)\"?"
        } else {
          message += "; known are \(known.joined(separator: ", "))"
        }
        throw at.fault(message)
      }
      // A key without a value says nothing.
      if value.scalar?.string == "" && value.scalar?.style == .plain { continue }
      result[name] = YAMLNode(file: file, node: value)
    }
    return result
  }

  /// Key and value of a mapping whose keys are data.
  func pairs(_ what: String) throws(ConfigurationError) -> [(key: YAMLNode, value: YAMLNode)] {
    guard let mapping = node.mapping else { throw fault("\(what) must be a mapping") }
    return mapping.map {
      (YAMLNode(file: file, node: $0.key), YAMLNode(file: file, node: $0.value))
    }
  }

  func list(_ what: String) throws(ConfigurationError) -> [YAMLNode] {
    guard let sequence = node.sequence else { throw fault("\(what) must be a list") }
    return sequence.map { YAMLNode(file: file, node: $0) }
  }

  var line: Int? { node.mark?.line }

  var isScalar: Bool { node.scalar != nil }

  var isQuoted: Bool { [.singleQuoted, .doubleQuoted].contains(node.scalar?.style) }

  func text(_ what: String) throws(ConfigurationError) -> String {
    guard let text = node.scalar?.string else { throw fault("\(what) must be a text") }
    return text
  }

  func texts(_ what: String) throws(ConfigurationError) -> [String] {
    var all: [String] = []
    for item in try list(what) { all.append(try item.text(what)) }
    return all
  }

  /// A number that is not negative, as `85` or `42.50`.
  func amount(_ what: String) throws(ConfigurationError) -> Double {
    guard let value = Double(try text(what)), value.isFinite, value >= 0 else {
      throw fault("\(what) is an amount such as 85 or 42.50")
    }
    return value
  }

  func bool(_ what: String) throws(ConfigurationError) -> Bool {
    switch node.scalar?.string {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw fault("\(what) must be true or false")
    }
  }

  /// `30s`, `10m`, `4h`, `7d` or several of them, as `1h30m`; in seconds.
  func duration(_ what: String) throws(ConfigurationError) -> Int {
    guard let seconds = YAMLNode.seconds(try text(what)) else {
      throw fault("\(what) must be a duration such as 30s, 10m, 4h or 7d")
    }
    return seconds
  }

  static func seconds(_ text: String) -> Int? {
    var total = 0
    var number: Int?
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39:
        let value = (number ?? 0) * 10 + Int(byte - 0x30)
        guard value < 1_000_000_000 else { return nil }
        number = value
      case 0x20: continue
      default:
        let unit: [UInt8: Int] = [0x73: 1, 0x6D: 60, 0x68: 3600, 0x64: 86_400, 0x77: 604_800]
        guard let seconds = unit[byte], let value = number else { return nil }
        total += value * seconds
        guard total < 1_000_000_000_000 else { return nil }
        number = nil
      }
    }
    guard number == nil, !text.isEmpty else { return nil }
    return total
  }

  /// The known key that differs least from a mistyped one, where it differs little.
  private static func nearest(_ name: String, _ known: [String]) -> String? {
    func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
      var row = Array(0...b.count)
      for (i, x) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
          let next = min(row[j + 1] + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
          diagonal = row[j + 1]
          row[j + 1] = next
        }
      }
      return row[b.count]
    }
    let bytes = Array(name.utf8.prefix(40))
    let best = known.map { ($0, distance(bytes, Array($0.utf8))) }.min { $0.1 < $1.1 }
    guard let best, best.1 <= 2 else { return nil }
    return best.0
  }
}
