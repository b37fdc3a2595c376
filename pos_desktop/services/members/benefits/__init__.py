"""What members get beside points: vouchers, rewards, stored value, memberships, games, giving, partners, friends."""
