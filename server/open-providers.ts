import type { Config } from './config.ts'
import type { Providers } from './context.ts'
import { atmNetwork } from './providers/atm/network.ts'
import { bankpay } from './providers/bank/bankpay.ts'
import { oidcIdCard } from './providers/id-card/oidc.ts'
import { smtp } from './providers/mail/smtp.ts'
import { apple, google } from './providers/sign-in/oidc.ts'
import { twilio } from './providers/sms/twilio.ts'

/** The outside world as the settings name it; whether a simulator is at the other end makes no difference. */
export function openProviders(config: Config): Providers {
  return {
    bank: bankpay(config.bank),
    atm: atmNetwork(config.atm),
    sms: twilio(config.sms),
    mail: smtp(config.mail),
    idCard: oidcIdCard(config.idCard),
    google: google(config.google),
    apple: apple(config.apple),
  }
}
