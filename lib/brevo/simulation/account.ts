/** The body of GET /account: the required fields of Brevo's description, for a made-up company. */
export function describeAccount(companyName: string) {
  return {
    organization_id: '5fa2b8c123456789abcdef01',
    user_id: 1234567,
    enterprise: false,
    companyName,
    email: 'owner@example.com',
    firstName: 'Robin',
    lastName: 'Example',
    plan: [{ credits: 250, creditsType: 'sendLimit', type: 'free' }],
    planVerticals: [
      {
        planCategory: 'Chat',
        planType: 'free',
        name: 'Free',
        status: 'active',
        users: { purchasedSeats: '1', usedSeats: '1' },
      },
    ],
    relay: {
      enabled: true,
      data: { port: 587, relay: 'smtp-relay.brevo.com', userName: 'owner@example.com' },
    },
  };
}
