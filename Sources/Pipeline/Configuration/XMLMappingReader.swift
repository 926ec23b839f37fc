import Intake

/// Reads what a source of `format: xml` says of its elements, under the key `xml`.
enum XMLMappingReader {
  private typealias Field = TicketMapping.Field
  private typealias CommentField = TicketMapping.CommentField

  /// Nil for a source of another format, which may not have this key.
  static func mapping(
    _ source: YAMLNode, _ node: YAMLNode?, format: String?
  ) throws(ConfigurationError) -> TicketMapping? {
    guard format == "xml" else {
      if let node {
        throw node.fault("xml belongs to a source with format: xml, which this is not")
      }
      return nil
    }
    guard let node else {
      throw source.fault("a source with format: xml needs the key xml, which names its elements")
    }
    let keys = try node.mapping(
      ["ticket"] + Field.allCases.map(\.rawValue)
        + ["comments", "comment", "time", "html", "values"], in: "xml")
    guard let element = keys["ticket"] else {
      throw node.fault("xml needs ticket, the element of a ticket")
    }
    var mapping = TicketMapping(ticket: try path(element, "ticket", isElement: true))
    for field in Field.allCases {
      guard let value = keys[field.rawValue] else { continue }
      mapping.fields[field] = try path(value, field.rawValue)
    }
    for needed in [Field.id, .opened] where mapping.fields[needed] == nil {
      throw node.fault("xml needs \(needed.rawValue)")
    }
    if let comments = keys["comments"] {
      mapping.comment = try path(comments, "comments", isElement: true)
      guard mapping.comment?.split(separator: "/").last != mapping.ticket.split(separator: "/").last
      else { throw comments.fault("the element of a comment has the name of a ticket's") }
      guard let fields = keys["comment"] else {
        throw comments.fault("comments needs the key comment, which says what its parts are")
      }
      mapping.commentFields = try commentFields(fields)
    } else if let fields = keys["comment"] {
      throw fields.fault("comment needs the key comments, the element of a comment")
    }
    if let time = keys["time"] {
      guard let form = TimeForm(try time.text("time")) else {
        throw time.fault(
          "no form of times; write it as dd.MM.yyyy HH:mm:ss, or unix, or unix-ms")
      }
      mapping.time = form
    }
    if let html = keys["html"] { mapping.isHTML = try html.bool("html") }
    if let values = keys["values"] { mapping.values = try self.values(values) }
    return mapping
  }

  private static func commentFields(
    _ node: YAMLNode
  ) throws(ConfigurationError) -> [CommentField: String] {
    var fields: [CommentField: String] = [:]
    let keys = try node.mapping(CommentField.allCases.map(\.rawValue), in: "comment")
    for field in CommentField.allCases {
      guard let value = keys[field.rawValue] else { continue }
      fields[field] = try path(value, field.rawValue)
    }
    for needed in [CommentField.at, .text] where fields[needed] == nil {
      throw node.fault("comment needs \(needed.rawValue)")
    }
    return fields
  }

  private static func path(
    _ node: YAMLNode, _ what: String, isElement: Bool = false
  ) throws(ConfigurationError) -> String {
    let text = try node.text(what)
    guard TicketMapping.isPath(text, isElement: isElement) else {
      throw node.fault(
        isElement
          ? "\(what) must be the path of an element, as cases/case"
          : "\(what) must be a path, as title, customer/name, \"@id\" or \".\"")
    }
    return text
  }

  private static func values(
    _ node: YAMLNode
  ) throws(ConfigurationError) -> [TicketMapping.Meaning: [String]] {
    var values: [TicketMapping.Meaning: [String]] = [:]
    var seen: Set<String> = []
    let keys = try node.mapping(TicketMapping.Meaning.allCases.map(\.rawValue), in: "values")
    for meaning in TicketMapping.Meaning.allCases {
      guard let value = keys[meaning.rawValue] else { continue }
      for item in value.isScalar ? [value] : try value.list(meaning.rawValue) {
        let text = try item.text(meaning.rawValue)
        guard seen.insert(text).inserted else {
          throw item.fault("this value has two meanings; keep one")
        }
        values[meaning, default: []].append(text)
      }
    }
    return values
  }
}
