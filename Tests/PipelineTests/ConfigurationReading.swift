import Pipeline
import Testing

/// A pipeline.yml in a test, where `§` marks the place at which a fault is expected.
struct MarkedConfiguration {
  var text: String
  var line = 0
  var column = 0

  init(_ marked: String) {
    text = ""
    var (line, column) = (1, 1)
    for scalar in marked.unicodeScalars {
      if scalar == "§" {
        (self.line, self.column) = (line, column)
        continue
      }
      text.unicodeScalars.append(scalar)
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
  }

  /// The fault that reading it gives.
  func fault() -> ConfigurationError? {
    do throws(ConfigurationError) {
      _ = try Configuration(text, file: "office/pipeline.yml")
      return nil
    } catch {
      return error
    }
  }

  /// Expects a fault at the mark that says certain words.
  func expectFault(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    guard let fault = fault() else {
      Issue.record("no fault in:\n\(text)", sourceLocation: sourceLocation)
      return
    }
    #expect(
      fault.line == line && fault.column == column,
      "at \(line):\(column) expected: \(fault)", sourceLocation: sourceLocation)
    for word in words {
      #expect(fault.message.contains(word), "\(fault)", sourceLocation: sourceLocation)
    }
    #expect(
      fault.description.hasPrefix("office/pipeline.yml:\(line):\(column): "),
      sourceLocation: sourceLocation)
  }
}

/// What every configuration needs.
let provider = "provider: { domains: [harborit.example] }\n"
let sources = "sources: [a.mbox]\n"
let base = provider + sources
