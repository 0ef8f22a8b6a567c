package io.gauger.it.persistence;

import jakarta.annotation.Resource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.metamodel.EntityType;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** Keeps purchases, and tells what the host's persistence unit is made of. */
@WebServlet("/purchases/*")
public class PurchaseServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @PersistenceContext
    private transient EntityManager manager;

    @Resource(lookup = "java:app/jdbc/host")
    private transient DataSource source;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        BigDecimal amount = new BigDecimal(request.getParameter("amount"));
        manager.persist(new Purchase(Long.parseLong(request.getParameter("id")), amount));
        manager.flush();
        if (HostTransaction.BROKEN.equals(request.getParameter(HostTransaction.FATE))) {
            throw new IllegalStateException("The host breaks");
        }
        response.setContentType("application/json");
        response.getWriter().print("{\"amount\": " + amount + "}");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(String.join(" ", answer(request.getPathInfo())));
    }

    private Collection<String> answer(String about) throws IOException {
        return switch (about) {
            case "/all" ->
                manager.createQuery("select p from Purchase p order by p.id", Purchase.class)
                        .getResultStream()
                        .map(Purchase::toString)
                        .toList();
            case "/provider" -> List.of(manager.getDelegate().getClass().getName());
            case "/entities" ->
                manager.getMetamodel().getEntities().stream()
                        .map(EntityType::getName)
                        .sorted()
                        .toList();
            case "/tables" -> tables();
            default -> throw new IllegalArgumentException(about);
        };
    }

    private List<String> tables() throws IOException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select table_name from information_schema.tables"
                        + " where table_schema = 'PUBLIC' order by table_name")) {
            List<String> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(rows.getString(1).toLowerCase(Locale.ROOT));
            }
            return tables;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
