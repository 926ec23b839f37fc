import Records

/// Gives each text a small number, so that persons, subjects and keys compare in one step.
struct Interner {
  private var ids: [Exact: Int] = [:]
  private(set) var texts: [String] = []

  mutating func id(_ text: String) -> Int {
    let key = Exact(text)
    if let id = ids[key] { return id }
    ids[key] = texts.count
    texts.append(text)
    return texts.count - 1
  }
}
