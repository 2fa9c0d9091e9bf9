// How far will my words carry? Who is opted in over which channels, how many read by when, who is likely to talk, and what it costs
// beside turning to people one by one; and where it is best to post. `03_reach.py` says the same in Python and prints the same.
#include <iostream>

#include "hobnob/hobnob.hpp"

using namespace hobnob;

int main() {
  constexpr Time now = 1'717'200'000;  // 2024-06-01T00:00:00Z
  Network network;
  network.add_member("ana", {.name = "Ana"});
  // Sixty follow Ana, every third also subscribes, and forty are in her climbing club; member 7 asked not to be contacted.
  for (int i = 1; i <= 60; ++i) {
    network.add_follow("member " + std::to_string(i), "ana");
    if (i % 3 == 0) network.add_follow("member " + std::to_string(i), "ana", Channel::subscription);
  }
  for (int i = 41; i <= 80; ++i) network.add_group("climbing", "member " + std::to_string(i));
  for (int i = 61; i <= 90; ++i) network.add_group("sailing", "member " + std::to_string(i));
  network.add_group("climbing", "ana");
  network.add_member("member 7", {.do_not_contact = true});
  // Bo writes to Ana every week and is a declared connection of hers, but does not want to be messaged.
  for (Time week = 1; week <= 8; ++week) network.add_interaction("bo", "ana", now - week * 7 * seconds_per_day);
  network.add_connection("ana", "bo");
  network.set_consent("bo", Purpose::be_messaged, false);
  network.add_follow("bo", "ana");

  const View app = network.snapshot(now).owner_view(Policy::open());
  const MemberId ana = app.id("ana");
  const Audience opted_in = audience(app, ana);
  std::cout << to_text(opted_in) << "Followers who are in the club too: " << opted_in.overlap(0, 3) << "\n\n";

  std::cout << "One post\n" << to_text(estimate_reach(app, ana));
  std::cout << "If all attention fell by half every day\n"
            << to_text(estimate_reach(app, ana, {.reading = {.attention = Attention::exponential(1)}}));
  std::cout << "Twelve posts, one a month\n"
            << to_text(estimate_reach(app, ana, {.times = {30, 360}, .posts = {0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330}}));

  std::cout << "\nWho is likely to read, and to talk\n" << to_text(rank_readers(app, ana, {.k = 3}));
  std::cout << "\nWhose words carry farthest\n" << to_text(rank_reach(app, {.k = 2}));

  const Reach half_a_year = estimate_reach(app, ana, {.times = {180}});
  std::cout << "\nWhat a conversation costs\n"
            << to_text(
                   effort({.members = 10'000, .post_readers = half_a_year.rows[0].readers, .post_conversations = half_a_year.rows[0].conversations}));

  std::cout << "\nTo whom to post, and what it brings\n"
            << to_text(compare_posts(app, ana, {.groups = std::vector<std::string>{"climbing", "sailing"}}));

  // Ana herself sees exact figures of her followers and connections; of strangers in groups only from 300 on.
  const View hers = network.snapshot(now).view("ana", Policy::open());
  std::cout << "\nWhat Ana sees\n" << to_text(audience(hers, hers.id("ana")));
}
