extension SignSentences {
  static let workarounds = SignSentences(
    signal: "workarounds",
    text: """
      en
      + I sent it from my private email.
      + We now use my personal Dropbox.
      + I am writing from my gmail account.
      + We put the files on WeTransfer via Dropbox.
      + We all use the same password.
      + I am sharing my login with Joy.
      + She logged in with her colleague's password.
      + The password is on a sticky note.
      + In the meantime we print at the copy shop.
      + Meanwhile I'm using paper forms.
      + For now we write everything on paper instead.
      + As a workaround we restart it each morning.
      + We gave up calling.
      + We stopped reporting it.
      + There is no point calling.
      + My nephew fixed it; I asked my nephew.
      + We worked around it with a second screen.
      - Please do not share your password.
      - Should we use the same password?
      - My email does not work.
      - I can't use my personal phone for this.
      - What should we do in the meantime?
      - In the meantime, thank you.
      - The Dropbox installation failed.
      - I forgot my password.
      - We need a laptop for Joy.
      - I will not give up.
      - On the other hand, it is fast.
      - Please print the paper.
      - I reset it, no change.
      - The private branch is closed on Friday.
      - My colleague is out today.
      - The account is locked.
      de
      + Ich schicke es von meinem privaten Konto.
      + In der Zwischenzeit arbeiten wir auf Papier.
      + Wir nutzen alle dasselbe Passwort.
      + Wir haben es aufgegeben.
      - Mein Passwort geht nicht.
      - Bitte teilen Sie das Passwort nie.
      - Das Konto ist gesperrt.
      - Das Papier ist alle.
      fr
      + Je l'envoie depuis mon adresse personnelle.
      + En attendant nous imprimons chez le voisin.
      + Nous utilisons tous le même mot de passe.
      + On a renoncé à appeler.
      - Mon mot de passe ne marche plus.
      - En attendant votre réponse, merci.
      - Le compte est bloqué.
      - Il n'y a plus de papier.
      es
      + Lo envío desde mi correo personal.
      + Mientras tanto usamos papel.
      + Compartimos la misma contraseña.
      + Hemos dejado de llamar.
      - Mi contraseña no funciona.
      - La cuenta está bloqueada.
      - No queda papel.
      - El correo no llega.
      nl
      + Ik stuur het via mijn privémail.
      + In de tussentijd werken we op papier.
      + We delen allemaal hetzelfde wachtwoord.
      + We hebben het opgegeven.
      - Mijn wachtwoord werkt niet.
      - Het account is geblokkeerd.
      - Er is geen papier meer.
      - De mail komt niet aan.
      it
      + Lo mando dalla mia mail personale.
      + Nel frattempo usiamo la carta.
      + Usiamo tutti la stessa password.
      + Abbiamo rinunciato.
      - La mia password non funziona.
      - L'account è bloccato.
      - La carta è finita.
      - La mail non arriva.
      pt
      + Envio do meu email pessoal.
      + Entretanto usamos papel.
      + Usamos todos a mesma senha.
      + Desistimos de ligar.
      - A minha senha não funciona.
      - A conta está bloqueada.
      - Acabou o papel.
      - O email não chega.
      """)
}
