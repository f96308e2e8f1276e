"""The marks the register's templates may use; {% load organisation %}."""
