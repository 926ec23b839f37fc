/// JSON Schemas (draft 2020-12) of the lines that the stages write.
///
/// Further keys are allowed everywhere, so that adding one breaks nobody. What is not known is
/// left out, never null.
public enum Schema {
  /// A time in UTC, `2024-03-04T09:15:00Z`.
  static let time =
    #"{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}"#
  static let text = #"{"type":"string"}"#
  static let whole = #"{"type":"integer"}"#
  /// An integer from 0.
  static let count = #"{"type":"integer","minimum":0}"#
  static let yes = #"{"type":"boolean"}"#
  static let texts = list(text)
  static let counts = #"{"type":"object","additionalProperties":\#(count)}"#
  static let version = #"{"const":1}"#
  static let channel = oneOf("email", "call", "voicemail", "ticket")

  static func oneOf(_ values: String...) -> String { oneOf(values) }

  static func oneOf(_ values: [String]) -> String {
    #"{"enum":[\#(values.map { "\"\($0)\"" }.joined(separator: ","))]}"#
  }

  static func list(_ item: String) -> String { #"{"type":"array","items":\#(item)}"# }

  /// An object by its keys, of which some must be there; `_s` and the like tell the units.
  static func object(_ keys: [(String, String)], required: [String] = []) -> String {
    let properties = keys.map { #""\#($0.0)":\#($0.1)"# }.joined(separator: ",")
    let names = required.map { "\"\($0)\"" }.joined(separator: ",")
    return #"{"type":"object","properties":{\#(properties)},"required":[\#(names)]}"#
  }

  /// A schema of its own, with what draft it is written in and what it describes.
  static func document(_ title: String, _ body: String) -> String {
    let head = #""$schema":"https://json-schema.org/draft/2020-12/schema","title":"\#(title)""#
    return "{" + head + "," + body.dropFirst() + "\n"
  }
}
