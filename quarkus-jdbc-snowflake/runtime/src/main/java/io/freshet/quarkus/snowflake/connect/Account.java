package io.freshet.quarkus.snowflake.connect;

import java.util.regex.Pattern;

/** The account identifier as users write it. */
final class Account {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_]+([.-][A-Za-z0-9_]+)*");

    private Account() {}

    /**
     * @throws IllegalArgumentException with what to write instead
     */
    static String checked(String account, String prefix) {
        String setting = prefix + "account";
        if (account.contains("/") || account.contains("snowflakecomputing")) {
            throw new IllegalArgumentException(
                    setting + " is a URL or host name (" + account
                            + "). Give the account identifier alone, such as myorg-myaccount: what stands before .snowflakecomputing.com.");
        }
        if (!IDENTIFIER.matcher(account).matches()) {
            throw new IllegalArgumentException(
                    setting + " is not an account identifier (" + account
                            + "). It looks like myorg-myaccount or xy12345.eu-central-1; Snowsight shows it under Account Details.");
        }
        // The login takes the part before the region, as the driver itself would read it from a host name.
        int region = account.indexOf('.');
        return region < 0 ? account : account.substring(0, region);
    }
}
