internal import Records

/// What a reader wants of an XML file: which elements are records, and which of their parts.
///
/// The rest is parsed and forgotten.
struct XMLShape: Sendable {
  struct Kind: Sendable {
    /// The element's name; it is a record at any depth.
    var name: String
    /// Paths below the element, as `subject`, `status/@id`, `@id`, `text()`.
    var fields: [String]
    /// Elements in which one of this name is no record, as `children` of a Redmine issue.
    var notInside: [String] = []
    /// Only its attributes are wanted, at once, since it may hold all the others.
    var isHeadOnly = false
  }

  /// A step of the paths of one kind.
  struct Node: Sendable {
    var attributes: [Int: Int] = [:]
    /// -1 where the text is not wanted.
    var field = -1
  }

  let kinds: [Kind]
  private(set) var names: [Exact: Int] = [:]
  private(set) var nodes: [Node] = []
  /// By kind, its first node.
  private(set) var roots: [Int] = []
  /// By name, the kind that it begins, else -1.
  private(set) var kindOfName: [Int] = []
  /// By node and name, the node below, else -1.
  private var children: [Int] = []
  /// By kind, the names in which it does not begin.
  private(set) var barred: [Set<Int>] = []
  /// By kind, the place of each path.
  private(set) var fieldOfPath: [[Exact: Int]] = []
  /// Elements of HTML that end a line, where an export forgot to escape them.
  private(set) var lineBreaks: Set<Int> = []

  init(_ kinds: [Kind]) {
    self.kinds = kinds
    var elements: [[Int: Int]] = []
    var kindOfName: [Int: Int] = [:]
    for (i, kind) in kinds.enumerated() {
      let root = nodes.count
      nodes.append(Node())
      elements.append([:])
      roots.append(root)
      kindOfName[intern(kind.name)] = i
      barred.append(Set(kind.notInside.map { intern($0) }))
      var fields: [Exact: Int] = [:]
      for (field, path) in kind.fields.enumerated() {
        fields[Exact(path)] = field
        add(path, field: field, to: root, &elements)
      }
      fieldOfPath.append(fields)
    }
    lineBreaks = Set(["p", "br", "div", "li", "tr"].map { intern($0) })
    for id in 0..<names.count { self.kindOfName.append(kindOfName[id] ?? -1) }
    for node in elements {
      for id in 0..<names.count { children.append(node[id] ?? -1) }
    }
  }

  /// The node of an element below another; -1 where nothing there is wanted.
  func child(_ node: Int, _ name: Int) -> Int {
    node < 0 || name < 0 ? -1 : children[node * names.count + name]
  }

  private mutating func intern(_ name: String) -> Int {
    if let known = names[Exact(name)] { return known }
    names[Exact(name)] = names.count
    return names.count - 1
  }

  private mutating func add(
    _ path: String, field: Int, to root: Int, _ elements: inout [[Int: Int]]
  ) {
    var node = root
    for step in path.split(separator: "/") {
      if step == "text()" { break }
      if step.utf8.first == 0x40 {
        nodes[node].attributes[intern(String(step.dropFirst()))] = field
        return
      }
      let name = intern(String(step))
      if let next = elements[node][name] {
        node = next
      } else {
        nodes.append(Node())
        elements.append([:])
        elements[node][name] = nodes.count - 1
        node = nodes.count - 1
      }
    }
    nodes[node].field = field
  }
}

/// One record element, whole or as far as it came.
struct XMLRecord {
  /// Index in ``XMLShape/kinds``.
  var kind: Int
  /// The kind of the record around it.
  var parent: Int?
  var place: Place
  /// In the order found: `entity-dropped`, `character-dropped`, `xml-damaged`,
  /// `encoding-repaired`, `markup-repaired`, `leading-junk`, `text-truncated`.
  var defects: [String] = []
  var values: [[UInt8]]
  var fieldOfPath: [Exact: Int]

  /// The text at a path, nil where there is none or it is empty.
  subscript(_ path: String) -> [UInt8]? {
    guard let field = fieldOfPath[Exact(path)], !values[field].isEmpty else { return nil }
    return values[field]
  }

  mutating func add(defect: String) {
    if !defects.contains(defect) { defects.append(defect) }
  }
}
