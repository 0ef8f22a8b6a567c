<%@ page contentType="text/plain;charset=UTF-8" pageEncoding="UTF-8" session="false" trimDirectiveWhitespaces="true" %>
Grüße <%= 6 * 7 %>
