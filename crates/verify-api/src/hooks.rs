//! What is done to every request before it leaves and to every answer when it comes, so that no
//! operation, now or later, sends what the contract does not document or shows what it must not.

use std::future::{Ready, ready};

use http::HeaderValue;
use http::header::{AUTHORIZATION, USER_AGENT};
use progenitor_client::OperationInfo;
use reqwest::Request;

use crate::api_key::ApiKey;
use crate::error::TransportError;
use crate::generated::{self, Client};
use crate::response::UnexpectedResponse;
use crate::runtime::ClientHooks;

const PRODUCT: HeaderValue =
    HeaderValue::from_static(concat!("verify-api/", env!("CARGO_PKG_VERSION")));

/// How long a URL may be; the `http` crate, which all requests pass, takes no longer one.
pub(crate) const MAX_URL_BYTES: usize = 65_534;

/// A URL longer than [`MAX_URL_BYTES`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct TooLong;

/// Who is asking.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    api_key: ApiKey,
    pub(crate) user_agent: HeaderValue,
}

impl Identity {
    pub(crate) fn new(api_key: ApiKey) -> Self {
        Self {
            api_key,
            user_agent: PRODUCT,
        }
    }
}

impl ClientHooks<Identity> for Client {
    fn pre(&self, request: &mut Request, info: &OperationInfo) -> Ready<Result<(), TooLong>> {
        if request.url().as_str().len() > MAX_URL_BYTES {
            return ready(Err(TooLong));
        }
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, self.inner.user_agent.clone());
        if generated::requires_api_key(info.operation_id) {
            headers.insert(AUTHORIZATION, self.inner.api_key.header());
        }
        ready(Ok(()))
    }

    async fn exec(
        &self,
        request: Request,
        _: &OperationInfo,
    ) -> Result<UnexpectedResponse, TransportError> {
        let asked = request.url().clone();
        let response = self.client.execute(request).await?;
        Ok(UnexpectedResponse::receive(response, &asked).await)
    }
}
