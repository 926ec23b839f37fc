extension SignSentences {
  static let escalations = SignSentences(
    signal: "escalations",
    text: """
      en
      + I want to speak to your manager.
      + Please escalate this.
      + This is unacceptable.
      + I will file a formal complaint.
      + Our lawyer will be in touch.
      + We are going to cancel our contract.
      + We are looking for another provider.
      + We will switch providers.
      + I am very disappointed.
      + This is ridiculous.
      + We are fed up.
      + You are in breach of contract.
      + We are losing customers.
      + I expect a refund.
      + That's not good enough.
      + We're running out of patience.
      - The device manager shows an error.
      - Our manager needs a laptop.
      - I have no complaint.
      - The contract is attached.
      - Please cancel my meeting.
      - We are looking for the invoice.
      - I am very happy with this.
      - We changed the toner.
      - The customer lost a file.
      - I use a password manager.
      - We need a new monitor.
      - The complaint from our customer is in the shared folder.
      - Is the provider portal down?
      - The escalator is broken.
      - The patient is waiting.
      - I switched it off.
      de
      + Ich möchte mit Ihrem Vorgesetzten sprechen.
      + Das ist inakzeptabel.
      + Wir werden den Vertrag kündigen.
      + Wir sind sehr enttäuscht.
      - Der Chef braucht einen Laptop.
      - Der Vertrag liegt bei.
      - Wir sind sehr zufrieden.
      - Wir suchen die Rechnung.
      fr
      + Je veux parler à votre responsable.
      + C'est inacceptable.
      + Nous allons résilier le contrat.
      + Nous sommes très déçus.
      - Le contrat est joint.
      - Nous sommes très contents.
      - Le chef a besoin d'un portable.
      - Nous cherchons la facture.
      es
      + Quiero hablar con su jefe.
      + Es inaceptable.
      + Vamos a cancelar el contrato.
      + Estamos muy decepcionados.
      - El contrato está adjunto.
      - Estamos muy contentos con la conexión.
      - El jefe necesita un portátil.
      - Buscamos la factura.
      nl
      + Ik wil uw leidinggevende spreken.
      + Dit is onacceptabel.
      + Wij gaan een klacht indienen.
      + Wij zijn zeer teleurgesteld.
      - Het contract is bijgevoegd.
      - Wij zijn zeer tevreden.
      - De baas heeft een laptop nodig.
      - Wij zoeken de factuur.
      it
      + Voglio parlare con il vostro responsabile.
      + È inaccettabile.
      + Vogliamo disdire il contratto.
      + Siamo molto delusi.
      - Il contratto è allegato.
      - Siamo molto contenti.
      - Il capo ha bisogno di un portatile.
      - Cerchiamo la fattura.
      pt
      + Quero falar com o seu gerente.
      + Isto é inaceitável.
      + Vamos cancelar o contrato.
      + Estamos muito desapontados.
      - O contrato segue em anexo.
      - Estamos muito contentes.
      - O chefe precisa de um portátil.
      - Procuramos a fatura.
      """)
}
