import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * A Neo4j Community server that lives as long as its standard input is open, so that it never outlives the process
 * that started it. It ends without a proper shutdown, because its folder is thrown away with all that is in it.
 *
 * <p>Arguments: a folder of its own, in which a file `settings` has further settings; the port for Bolt. Access needs no
 * password; only this machine can ask.
 */
public class Neo4jForTests {
  public static void main(String[] args) {
    var folder = Path.of(args[0]);
    endWithStandardInput(folder);
    var bolt = new SocketAddress("127.0.0.1", Integer.parseInt(args[1]));
    new DatabaseManagementServiceBuilder(folder.resolve("home"))
        .loadPropertiesFromFile(folder.resolve("settings"))
        .setConfig(GraphDatabaseSettings.auth_enabled, false)
        .setConfig(GraphDatabaseSettings.pagecache_memory, 256L * 1024 * 1024)
        .setConfig(BoltConnector.enabled, true)
        .setConfig(BoltConnector.listen_address, bolt)
        .setConfig(BoltConnector.advertised_address, bolt)
        .build();
  }

  private static void endWithStandardInput(Path folder) {
    new Thread(() -> {
      try {
        while (System.in.read() >= 0) {}
        delete(folder);
      } catch (IOException | UncheckedIOException left) {
        // What is left lies in the system's folder for temporary files.
      } finally {
        Runtime.getRuntime().halt(0);
      }
    }).start();
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
    }
  }
}
