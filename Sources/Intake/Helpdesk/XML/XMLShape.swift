internal import Records

/// What a reader wants of an XML file: which elements are records, and which of their parts.
///
/// The rest is parsed and forgotten. Compiled to tables of numbers, since every element of a file
/// is looked up in it; a class, so that looking costs no more than a reference.
final class XMLShape: Sendable {
  struct Kind: Sendable {
    /// The element's name; it is a record at any depth.
    var name: String
    /// Paths below the element, as `subject`, `status/@id`, `@id`, `text()`.
    var fields: [String]
    /// Elements in which one of this name is no record, as `children` of a Redmine issue.
    var notInside: [String] = []
    /// Only its attributes are wanted, at once, since it may hold all the others.
    var isHeadOnly = false
    /// The only element in which one of this name is a record, where it matters.
    var inside: String?
  }

  /// The paths of one kind.
  final class Paths: Sendable {
    let names: [String]
    private let lengths: [Int]

    init(_ names: [String]) {
      self.names = names
      lengths = names.map(\.utf8.count)
    }

    /// The place of a path that the program itself has written; there are so few that looking
    /// them through is quicker than hashing.
    func field(_ path: String) -> Int? {
      let length = path.utf8.count
      for i in lengths.indices where lengths[i] == length && names[i] == path { return i }
      return nil
    }
  }

  /// An attribute that is wanted of a node.
  struct Attribute: Sendable {
    /// By its number among the names.
    var name: Int
    var field: Int
  }

  let kinds: [Kind]
  let names: [Exact: Int]
  /// By node, a step of a path, the field that takes its text, else -1.
  let fields: [Int]
  /// By node.
  let attributes: [[Attribute]]
  /// By kind, its first node.
  let roots: [Int]
  /// By name, the kind that it begins, else -1.
  let kindOfName: [Int]
  /// By kind, the names in which it does not begin.
  let barred: [Set<Int>]
  /// By kind, the name in which alone it begins, else -1.
  let only: [Int]
  /// By kind.
  let paths: [Paths]
  /// Elements of HTML that end a line, where an export forgot to escape them.
  let lineBreaks: Set<Int>
  /// By number, the bytes of each name.
  private let nameBytes: [[UInt8]]
  /// By node and name, the node below, else -1.
  private let children: [Int]

  init(_ kinds: [Kind]) {
    var steps = Steps()
    var kindOfName: [Int: Int] = [:]
    var roots: [Int] = []
    var barred: [Set<Int>] = []
    var only: [Int] = []
    for (i, kind) in kinds.enumerated() {
      let root = steps.newNode()
      roots.append(root)
      kindOfName[steps.intern(kind.name)] = i
      barred.append(Set(kind.notInside.map { steps.intern($0) }))
      only.append(kind.inside.map { steps.intern($0) } ?? -1)
      for (field, path) in kind.fields.enumerated() { steps.add(path, field: field, to: root) }
    }
    lineBreaks = Set(["p", "br", "div", "li", "tr"].map { steps.intern($0) })
    self.kinds = kinds
    self.roots = roots
    self.barred = barred
    self.only = only
    self.kindOfName = steps.names.indices.map { kindOfName[$0] ?? -1 }
    names = Dictionary(
      uniqueKeysWithValues: steps.names.enumerated().map { (Exact($0.element), $0.offset) })
    nameBytes = steps.names.map { Array($0.utf8) }
    fields = steps.fields
    attributes = steps.attributes
    paths = kinds.map { Paths($0.fields) }
    children = steps.elements.flatMap { node in steps.names.indices.map { node[$0] ?? -1 } }
  }

  /// The node of an element below another; -1 where nothing there is wanted.
  func child(_ node: Int, _ name: Int) -> Int {
    node < 0 || name < 0 ? -1 : children[node * nameBytes.count + name]
  }

  /// Whether some bytes are the name of a number.
  func isName(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    nameBytes[number].count == bytes.count && nameBytes[number].elementsEqual(bytes)
  }

  /// The paths of all kinds while they are compiled.
  private struct Steps {
    var names: [String] = []
    var fields: [Int] = []
    var attributes: [[Attribute]] = []
    /// By node, the nodes below by name.
    var elements: [[Int: Int]] = []

    mutating func newNode() -> Int {
      fields.append(-1)
      attributes.append([])
      elements.append([:])
      return fields.count - 1
    }

    mutating func intern(_ name: String) -> Int {
      if let known = names.firstIndex(of: name) { return known }
      names.append(name)
      return names.count - 1
    }

    mutating func add(_ path: String, field: Int, to root: Int) {
      var node = root
      for step in path.split(separator: "/") {
        if step == "text()" { break }
        if step.utf8.first == 0x40 {
          let name = intern(String(step.dropFirst()))
          attributes[node].append(Attribute(name: name, field: field))
          return
        }
        let name = intern(String(step))
        if let next = elements[node][name] {
          node = next
        } else {
          let below = newNode()
          elements[node][name] = below
          node = below
        }
      }
      fields[node] = field
    }
  }
}
