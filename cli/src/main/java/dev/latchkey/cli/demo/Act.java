package dev.latchkey.cli.demo;

import java.util.List;

/**
 * Scenes that belong together: the later ones need what the earlier ones put into the cache.
 *
 * @param title what they show
 * @param scenes in the order in which they are played
 */
record Act(String title, List<Scene> scenes) {

  Act {
    scenes = List.copyOf(scenes);
  }

  static List<Act> all(boolean attended) {
    return List.of(
        new Act(
            "A program on its own",
            List.of(
                new FirstToken(),
                new SecondToken(),
                new HotCache(),
                new OtherTenant(),
                new ForcedRefresh(),
                new ManyCallers(),
                new StaleToken(),
                new FailingService(),
                new WrongSecret(),
                new GenericProvider(),
                new Certificate(),
                new RolledOver(),
                new AssertionFile(),
                new MutualTls())),
        new Act(
            "People",
            List.of(
                new CodeFlow(),
                new SilentCall(),
                new Interactive(attended),
                new DeviceCode(),
                new Password(),
                new Rotation(),
                new OnBehalfOf(),
                new Challenge(),
                new SignOut())));
  }
}
