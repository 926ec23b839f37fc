import Records

extension EventFields.Text {
  /// What follows a prefix; `nil` for a text that does not begin with it.
  func rest(after prefix: StaticString) -> EventFields.Text? {
    begins(with: prefix) ? EventFields.Text(rebasing: self[prefix.utf8CodeUnitCount...]) : nil
  }

  func begins(with prefix: StaticString) -> Bool {
    let length = prefix.utf8CodeUnitCount
    guard count >= length else { return false }
    for i in 0..<length where self[i] != prefix.utf8Start[i] { return false }
    return true
  }

  func isEqual(to text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && begins(with: text)
  }
}
