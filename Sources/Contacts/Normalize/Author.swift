public import Records

/// Who wrote a mail, behind a From that a mailing list has rewritten.
public struct Author {
  var isOurs = false
  var technician: String?
  /// Where it is somebody of the other side who can be told.
  var found: Directory.Found?
  var name: String?

  init(of mail: Mail, _ directory: Directory) {
    guard let writer = Author.mailbox(of: mail, isOurs: directory.isOurs(address:)) else { return }
    name = writer.name
    if writer.address.isEmpty {
      guard let name = writer.name else { return }
      technician = directory.technician(name: name)
      isOurs = technician != nil
      if !isOurs {
        found =
          directory.person(name: name)
          ?? Directory.Found(client: nil, person: "name:" + Directory.folded(name).text)
      }
    } else if directory.isOurs(address: writer.address) {
      isOurs = true
      technician = directory.technician(address: writer.address, name: writer.name)
    } else {
      found = directory.person(address: writer.address)
    }
  }

  /// The author's mailbox: From, or, where a list has rewritten it, X-Original-From, else the
  /// Reply-To that is not the list's own. The address is empty where only the name is left.
  public static func mailbox(of mail: Mail, isOurs: (String) -> Bool = { _ in false }) -> Mailbox? {
    guard var writer = mail.from ?? mail.sender else { return nil }
    let bare = nameBeforeVia(writer.name)
    let isRewritten =
      bare != nil
      && (mail.listID != nil || mail.originalFrom != nil || isOurs(writer.address)
        || (mail.to + mail.cc).contains { same($0.address, writer.address) })
    guard isRewritten || mail.originalFrom != nil else { return writer }
    if isRewritten { writer.name = bare }
    let list = mail.listID.map(address(ofList:))
    let candidates = [mail.originalFrom].compactMap { $0 } + mail.replyTo
    let author = candidates.first { candidate in
      !candidate.address.isEmpty && !same(candidate.address, writer.address)
        && !same(candidate.address, list ?? "")
    }
    if let author {
      return Mailbox(name: author.name ?? writer.name, address: author.address)
    }
    if isRewritten { writer.address = "" }
    return writer
  }

  /// The list's address, of its List-Id: `support.lists.example` → `support@lists.example`.
  public static func address(ofList id: String) -> String {
    guard !id.utf8.contains(0x40), let dot = id.utf8.firstIndex(of: 0x2E) else { return id }
    return String(id[..<dot]) + "@" + String(id[id.utf8.index(after: dot)...])
  }

  private static func same(_ a: String, _ b: String) -> Bool {
    Directory.folded(a) == Directory.folded(b)
  }

  /// `Jo Doe via Support` → `Jo Doe`, the form in which lists rewrite a sender under DMARC.
  private static func nameBeforeVia(_ name: String?) -> String? {
    guard let name else { return nil }
    let bytes = Array(name.utf8)
    let via = Array(" via ".utf8)
    guard bytes.count > via.count else { return nil }
    for start in stride(from: bytes.count - via.count, through: 1, by: -1)
    where bytes[start..<start + via.count].elementsEqual(via) {
      var bare = bytes[..<start]
      while let first = bare.first, first == 0x22 || first == 0x27 || first == 0x20 {
        bare.removeFirst()
      }
      while let last = bare.last, last == 0x22 || last == 0x27 || last == 0x20 {
        bare.removeLast()
      }
      return String(decoding: bare, as: UTF8.self)
    }
    return nil
  }
}
