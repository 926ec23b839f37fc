/// The languages in which phrases are known, those of the mail reader.
public enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case german = "de"
  case french = "fr"
  case spanish = "es"
  case dutch = "nl"
  case italian = "it"
  case portuguese = "pt"
}
