import type { Config } from './config.ts'
import type { Providers } from './context.ts'
import { atmNetwork, atmReports } from './providers/atm/network.ts'
import { bankpay, bankpayReports } from './providers/bank/bankpay.ts'
import { cardReports } from './providers/card/report.ts'
import { stripeCards } from './providers/card/stripe.ts'
import { oidcIdCard } from './providers/id-card/oidc.ts'
import { smtp } from './providers/mail/smtp.ts'
import { pushByWeb } from './providers/push/web-push.ts'
import { apple, google } from './providers/sign-in/oidc.ts'
import { smsReportsPath } from './passcodes/delivery.ts'
import { twilio } from './providers/sms/twilio.ts'

/** The outside world as the settings name it; whether a simulator is at the other end makes no difference. */
export function openProviders(config: Config): Providers {
  const card = stripeCards(config.card)
  return {
    bank: bankpay(config.bank),
    reports: {
      bank: bankpayReports(config.bank),
      card: cardReports(card),
      atm: atmReports(config.atm),
    },
    atm: atmNetwork(config.atm),
    card,
    sms: twilio({ ...config.sms, ...smsReports(config) }),
    mail: smtp(config.mail),
    push: pushByWeb(config.push),
    idCard: oidcIdCard(config.idCard),
    google: google(config.google),
    apple: apple(config.apple),
  }
}

/** Delivery reports need an address that the SMS company can reach; one on this machine is for simulators only. */
function smsReports({ origin, sms }: Config): { statusCallbackUrl?: string } {
  const local = /^(localhost|127\.)/
  const reachable = !local.test(new URL(origin).hostname) || local.test(new URL(sms.baseUrl).hostname)
  return reachable ? { statusCallbackUrl: origin + smsReportsPath } : {}
}
